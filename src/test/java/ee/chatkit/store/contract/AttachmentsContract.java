package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Ids;
import ee.chatkit.store.ResourceType;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The attachment operations of {@link ee.chatkit.store.Store}. */
public interface AttachmentsContract extends StoreContract {
    @Test
    default void generateAttachmentId_returnsNewIdAndStoresNothing() {
        String id = store().generateAttachmentId();
        assertTrue(id.startsWith(Ids.ATTACHMENT), id);
        assertNotEquals(id, store().generateAttachmentId());
        StoreAssertions.assertNotFound(ResourceType.ATTACHMENT, id, () -> store().loadAttachment(newUser(), id));
    }

    @Test
    default void saveAttachment_isLoadedUnchanged() {
        var ada = newUser();
        var thread = addThread(ada);
        var inThread = attachment(thread);
        store().saveAttachment(ada, inThread);
        StoreAssertions.assertEquivalent(inThread, store().loadAttachment(ada, inThread.id()));

        var alone = new Attachment(
                store().generateAttachmentId(),
                null,
                AttachmentType.IMAGE,
                "",
                "image/png",
                Long.MAX_VALUE,
                "{\"preview_url\":\"https://x.example/a?b=c\",\"metadata\":{\"n\":[1]}}",
                clock().instant().plusNanos(1_999));
        store().saveAttachment(ada, alone);
        StoreAssertions.assertEquivalent(alone, store().loadAttachment(ada, alone.id()));
    }

    @Test
    default void saveExistingAttachment_replacesAllFieldsIncludingThread() {
        var ada = newUser();
        var one = addThread(ada);
        var other = addThread(ada);
        var first = attachment(one).withThreadId(null);
        store().saveAttachment(ada, first);
        var second = new Attachment(
                first.id(), one.id(), AttachmentType.IMAGE, "b.png", "image/png", 7, "{\"v\":2}", first.createdAt());
        store().saveAttachment(ada, second);
        StoreAssertions.assertEquivalent(second, store().loadAttachment(ada, first.id()));
        store().saveAttachment(ada, second.withThreadId(other.id()));
        StoreAssertions.assertEquivalent(second.withThreadId(other.id()), store().loadAttachment(ada, first.id()));
        store().saveAttachment(ada, first);
        StoreAssertions.assertEquivalent(first, store().loadAttachment(ada, first.id()));
    }

    @Test
    default void deleteThread_removesOnlyAttachmentsCurrentlyLinked() {
        var ada = newUser();
        var left = addThread(ada);
        var joined = addThread(ada);
        var moved = attachment(left);
        store().saveAttachment(ada, moved);
        store().saveAttachment(ada, moved.withThreadId(joined.id()));
        assertTrue(store().deleteThread(ada, left.id()));
        StoreAssertions.assertEquivalent(moved.withThreadId(joined.id()), store().loadAttachment(ada, moved.id()));
        assertTrue(store().deleteThread(ada, joined.id()));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, moved.id(), () -> store().loadAttachment(ada, moved.id()));
    }

    @Test
    default void deleteThread_keepsUnlinkedAttachments() {
        var ada = newUser();
        var thread = addThread(ada);
        var alone = attachment(thread).withThreadId(null);
        store().saveAttachment(ada, alone);
        assertTrue(store().deleteThread(ada, thread.id()));
        StoreAssertions.assertEquivalent(alone, store().loadAttachment(ada, alone.id()));
    }

    @Test
    default void saveAttachmentWithUnknownThread_isNotFoundAndChangesNothing() {
        var ada = newUser();
        var thread = addThread(ada);
        var stored = attachment(thread);
        store().saveAttachment(ada, stored);
        var fresh = attachment(thread).withThreadId("thr_none");
        StoreAssertions.assertNotFound(ResourceType.THREAD, "thr_none", () -> store().saveAttachment(ada, fresh));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, fresh.id(), () -> store().loadAttachment(ada, fresh.id()));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, "thr_none", () -> store().saveAttachment(ada, stored.withThreadId("thr_none")));
        StoreAssertions.assertEquivalent(stored, store().loadAttachment(ada, stored.id()));
    }

    @Test
    default void updateAttachment_changesThreadAndSizeOnly() {
        var ada = newUser();
        var one = addThread(ada);
        var other = addThread(ada);
        var first = attachment(one).withThreadId(null);
        store().saveAttachment(ada, first);
        var linked = store().updateAttachment(
                        ada, first.id(), old -> old.withThreadId(one.id()).withSize(7));
        StoreAssertions.assertEquivalent(first.withThreadId(one.id()).withSize(7), linked);
        StoreAssertions.assertEquivalent(linked, store().loadAttachment(ada, first.id()));
        var different = new Attachment(
                "atc_other", other.id(), AttachmentType.IMAGE, "b", "image/png", 8, "{\"v\":2}", Instant.EPOCH);
        StoreAssertions.assertEquivalent(
                first.withThreadId(other.id()).withSize(8),
                store().updateAttachment(ada, first.id(), old -> different));
        StoreAssertions.assertEquivalent(
                first.withThreadId(other.id()).withSize(8), store().loadAttachment(ada, first.id()));
        store().updateAttachment(ada, first.id(), old -> old.withThreadId(null));
        assertTrue(store().deleteThread(ada, one.id()) && store().deleteThread(ada, other.id()));
        StoreAssertions.assertEquivalent(first.withSize(8), store().loadAttachment(ada, first.id()));
    }

    @Test
    default void deleteThread_removesAttachmentLinkedByUpdate() {
        var ada = newUser();
        var thread = addThread(ada);
        var attachment = attachment(thread).withThreadId(null);
        store().saveAttachment(ada, attachment);
        store().updateAttachment(ada, attachment.id(), old -> old.withThreadId(thread.id()));
        assertTrue(store().deleteThread(ada, thread.id()));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, attachment.id(), () -> store().loadAttachment(ada, attachment.id()));
    }

    @Test
    default void updateAttachmentThatFails_changesNothing() {
        var ada = newUser();
        var stored = attachment(addThread(ada));
        store().saveAttachment(ada, stored);
        var refusal = new IllegalStateException("no");
        assertSame(
                refusal,
                assertThrows(
                        IllegalStateException.class,
                        () -> store().updateAttachment(ada, stored.id(), old -> {
                            throw refusal;
                        })));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD,
                "thr_none",
                () -> store().updateAttachment(ada, stored.id(), old -> old.withThreadId("thr_none")));
        StoreAssertions.assertEquivalent(stored, store().loadAttachment(ada, stored.id()));
    }

    @Test
    default void updateDeletedAttachment_isNotFound() {
        var ada = newUser();
        var stored = attachment(addThread(ada));
        store().saveAttachment(ada, stored);
        assertTrue(store().deleteAttachment(ada, stored.id()));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, stored.id(), () -> store().updateAttachment(ada, stored.id(), old -> stored));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, stored.id(), () -> store().loadAttachment(ada, stored.id()));
    }

    @Test
    default void deleteAttachment_returnsWhetherItExisted() {
        var ada = newUser();
        var thread = addThread(ada);
        var attachment = attachment(thread);
        store().saveAttachment(ada, attachment);
        assertTrue(store().deleteAttachment(ada, attachment.id()));
        assertFalse(store().deleteAttachment(ada, attachment.id()));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, attachment.id(), () -> store().loadAttachment(ada, attachment.id()));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
    }
}
