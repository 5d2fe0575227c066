package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.StoreException;
import ee.chatkit.store.ThreadNotActiveException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Items that are stored with their new thread, or with links of attachments: all of it or nothing. */
public interface MessagesContract extends StoreContract {
    @Test
    default void addThreadWithItem_storesThreadItemAndLinks() {
        var ada = newUser();
        var active = newOpportunity(ada);
        opportunities().activateOpportunity(ada, active.id());
        var thread = newThread().withTitle("titled").withMetadata("{\"a\":1}");
        String one = unsent(ada);
        String two = unsent(ada);
        clock().advance(Duration.ofSeconds(3));
        ThreadItem first = message(thread, "msg_1");

        ChatThread added = store().addThread(ada, thread, first, List.of(two, one, two));
        StoreAssertions.assertEquivalent(thread.withOpportunityId(active.id()).withUpdatedAt(clock().instant()), added);
        StoreAssertions.assertEquivalent(added, store().loadThread(ada, thread.id()));
        assertEquals(1, items(ada, thread).size());
        StoreAssertions.assertEquivalent(first, items(ada, thread).getFirst());
        assertEquals(thread.id(), store().loadAttachment(ada, one).threadId());
        assertEquals(thread.id(), store().loadAttachment(ada, two).threadId());
        assertEquals(2, nextPosition(ada, thread));
    }

    @Test
    default void addThreadWithItem_withoutAttachments() {
        var ada = newUser();
        var thread = newThread();
        ThreadItem first = message(thread, "msg_1");
        StoreAssertions.assertEquivalent(thread, store().addThread(ada, thread, first, List.of()));
        assertEquals(1, items(ada, thread).size());
        StoreAssertions.assertEquivalent(first, items(ada, thread).getFirst());
        assertEquals(List.of(thread.id()), threadIds(ada));
        var result = store().addItem(ada, message(thread, "msg_2"));
        assertEquals(2, result.position());
        assertNull(result.thread().title());
    }

    @Test
    default void addThreadWithItem_thatIsRejected_changesNothing() {
        var ada = newUser();
        var bob = newUser();
        var known = addThread(ada);
        String mine = unsent(ada);
        String foreign = unsent(bob);
        String sent = unsent(ada);
        store().updateAttachment(ada, sent, found -> found.withThreadId(known.id()));
        var thread = newThread();
        ThreadItem first = message(thread, "msg_1");

        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, foreign, () -> store().addThread(ada, thread, first, List.of(mine, foreign)));
        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT, "atc_0", () -> store().addThread(ada, thread, first, List.of("atc_0")));
        assertSentElsewhere(sent, () -> store().addThread(ada, thread, first, List.of(mine, sent)));
        var opportunity = newOpportunity(bob);
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY,
                opportunity.id(),
                () -> store().addThread(ada, thread.withOpportunityId(opportunity.id()), first, List.of(mine)));
        assertThrows(
                IllegalArgumentException.class,
                () -> store().addThread(ada, thread, message(known, "msg_1"), List.of(mine)));
        assertThrows(
                IllegalArgumentException.class,
                () -> store().addThread(ada, thread, item(thread, "msg_1", "no object"), List.of(mine)));

        StoreAssertions.assertNotFound(ResourceType.THREAD, thread.id(), () -> store().loadThread(ada, thread.id()));
        assertNull(store().loadAttachment(ada, mine).threadId());
        assertNull(store().loadAttachment(bob, foreign).threadId());
        assertEquals(known.id(), store().loadAttachment(ada, sent).threadId());
    }

    @Test
    default void addThreadWithItem_ofTakenId_changesNothing() {
        var ada = newUser();
        var known = addThread(ada);
        String mine = unsent(ada);
        for (List<String> attachments : List.of(List.<String>of(), List.of(mine))) {
            StoreAssertions.assertConflict(
                    ResourceType.THREAD,
                    known.id(),
                    () -> store().addThread(ada, known, message(known, "msg_1"), attachments));
        }
        assertEquals(List.of(), items(ada, known));
        assertNull(store().loadAttachment(ada, mine).threadId());
        assertEquals(1, nextPosition(ada, known));
    }

    @Test
    default void addMessageWithAttachments_storesItemAndLinks() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 1);
        String file = unsent(ada);
        var result = store().addMessage(ada, message(thread, "msg_2"), List.of(file, file));
        assertEquals(2, result.position());
        assertEquals(thread.id(), store().loadAttachment(ada, file).threadId());
        // sent again in the same thread
        assertEquals(
                3,
                store().addMessage(ada, message(thread, "msg_3"), List.of(file)).position());
        assertEquals(List.of("msg_1", "msg_2", "msg_3"), itemIds(ada, thread));
    }

    @Test
    default void addMessageWithAttachments_thatIsRejected_changesNothing() {
        var ada = newUser();
        var thread = addThread(ada);
        var other = addThread(ada);
        addMessages(ada, thread, 1);
        String mine = unsent(ada);
        String sent = unsent(ada);
        store().updateAttachment(ada, sent, found -> found.withThreadId(other.id()));

        StoreAssertions.assertNotFound(
                ResourceType.ATTACHMENT,
                "atc_0",
                () -> store().addMessage(ada, message(thread, "msg_2"), List.of(mine, "atc_0")));
        assertSentElsewhere(sent, () -> store().addMessage(ada, message(thread, "msg_2"), List.of(mine, sent)));
        StoreAssertions.assertConflict(
                ResourceType.ITEM, "msg_1", () -> store().addMessage(ada, message(thread, "msg_1"), List.of(mine)));
        var absent = newThread();
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, absent.id(), () -> store().addMessage(ada, message(absent, "m"), List.of(mine)));

        assertEquals(List.of("msg_1"), itemIds(ada, thread));
        assertNull(store().loadAttachment(ada, mine).threadId());
        assertEquals(2, nextPosition(ada, thread));
    }

    @Test
    default void addMessage_toAThreadThatIsNotActive_changesNothing() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 1);
        String file = unsent(ada);
        for (ThreadStatus status : List.of(new ThreadStatus.Locked("audit"), new ThreadStatus.Closed(null))) {
            var before = store().updateThread(ada, thread.id(), old -> old.withStatus(status));
            clock().advance(Duration.ofSeconds(1));
            for (List<String> attachments : List.of(List.<String>of(), List.of(file))) {
                for (String id : List.of("msg_2", "msg_1")) {
                    var rejected = assertThrows(
                            StoreException.class, () -> store().addMessage(ada, message(thread, id), attachments));
                    if (rejected instanceof ThreadNotActiveException notActive) {
                        StoreAssertions.assertEquivalent(before, notActive.thread());
                    } else {
                        assertEquals("msg_1", id, () -> "rejected with " + rejected);
                    }
                }
            }
            StoreAssertions.assertEquivalent(before, store().loadThread(ada, thread.id()));
            assertNull(store().loadAttachment(ada, file).threadId());
        }
        // items of an answer that is under way are still added
        assertEquals(2, store().addItem(ada, message(thread, "msg_2")).position());
        store().updateThread(ada, thread.id(), old -> old.withStatus(ThreadStatus.ACTIVE));
        assertEquals(
                3,
                store().addMessage(ada, message(thread, "msg_3"), List.of(file)).position());
    }

    @Test
    default void addMessage_withoutAttachments_isAnAppend() {
        var ada = newUser();
        var thread = addThread(ada);
        assertEquals(
                1, store().addMessage(ada, message(thread, "msg_1"), List.of()).position());
        StoreAssertions.assertConflict(
                ResourceType.ITEM, "msg_1", () -> store().addMessage(ada, message(thread, "msg_1"), List.of()));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD,
                thread.id(),
                () -> store().addMessage(newUser(), message(thread, "msg_2"), List.of()));
        assertEquals(2, nextPosition(ada, thread));
    }

    @Test
    default void attachmentSentInTwoNewThreadsAtOnce_isInOne() {
        var ada = newUser();
        String file = unsent(ada);
        List<ChatThread> threads = List.of(newThread(), newThread(), newThread(), newThread());
        var won = ConcurrentCalls.call(4, n -> {
            try {
                store().addThread(ada, threads.get(n), message(threads.get(n), "msg_1"), List.of(file));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });
        assertEquals(1, won.stream().filter(winner -> winner).count());
        String winner = threads.get(won.indexOf(true)).id();
        assertEquals(winner, store().loadAttachment(ada, file).threadId());
        assertEquals(List.of(winner), threadIds(ada));
    }

    private String unsent(Caller caller) {
        Attachment file = attachment(newThread()).withThreadId(null);
        store().saveAttachment(caller, file);
        return file.id();
    }

    private static void assertSentElsewhere(String attachmentId, Runnable call) {
        var conflict = assertThrows(ConflictException.class, call::run);
        assertEquals(ResourceType.ATTACHMENT, conflict.resourceType());
        assertEquals(attachmentId, conflict.id());
    }
}
