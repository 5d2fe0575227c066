package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import org.junit.jupiter.api.Test;

/** {@link ee.chatkit.store.UsageStore}. */
public interface UsageContract extends StoreContract {
    @Test
    default void usage_isZeroOfUserWithoutData() {
        assertEquals(0, usage().countThreads(newUser(), 10));
        assertEquals(0, usage().attachmentBytes(newUser()));
    }

    @Test
    default void countThreads_countsOwnThreadsUpToTheMaximum() {
        Caller ada = newUser();
        addThread(newUser());
        for (int n = 0; n < 5; n++) {
            addThread(ada);
        }
        assertEquals(5, usage().countThreads(ada, 6));
        assertEquals(5, usage().countThreads(ada, 5));
        assertEquals(4, usage().countThreads(ada, 4));
    }

    @Test
    default void countThreads_excludesDeletedThreads() {
        Caller ada = newUser();
        var thread = addThread(ada, newOpportunity(ada));
        addThread(ada);
        store().deleteThread(ada, thread.id());
        assertEquals(1, usage().countThreads(ada, 10));
    }

    @Test
    default void attachmentBytes_isTheSumOfOwnSizes() {
        Caller ada = newUser();
        sized(newUser(), 1000);
        sized(ada, 1);
        Attachment second = sized(ada, 20);
        assertEquals(21, usage().attachmentBytes(ada));
        store().updateAttachment(ada, second.id(), now -> now.withSize(300));
        assertEquals(301, usage().attachmentBytes(ada));
        store().deleteAttachment(ada, second.id());
        assertEquals(1, usage().attachmentBytes(ada));
    }

    @Test
    default void attachmentBytes_includesAttachmentsInThreadsUntilTheirThreadIsDeleted() {
        Caller ada = newUser();
        var thread = addThread(ada);
        Attachment sent = attachment(thread);
        store().saveAttachment(ada, sent);
        assertEquals(sent.size(), usage().attachmentBytes(ada));
        store().deleteThread(ada, thread.id());
        assertEquals(0, usage().attachmentBytes(ada));
    }

    @Test
    default void attachmentBytes_beyondALong_isTheLargestLong() {
        Caller ada = newUser();
        sized(ada, Long.MAX_VALUE);
        sized(ada, 5);
        sized(ada, Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, usage().attachmentBytes(ada));
    }

    private Attachment sized(Caller caller, long size) {
        var attachment = new Attachment(
                store().generateAttachmentId(),
                null,
                AttachmentType.FILE,
                "plan.pdf",
                "application/pdf",
                size,
                "{}",
                clock().instant());
        store().saveAttachment(caller, attachment);
        return attachment;
    }
}
