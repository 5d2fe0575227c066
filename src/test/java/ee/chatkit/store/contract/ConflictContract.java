package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Concurrent creation, deletion and activation of the same record. */
public interface ConflictContract extends StoreContract {
    @Test
    default void concurrentAddOfSameThread_succeedsOnce() {
        var ada = newUser();
        var thread = newThread();
        var won = ConcurrentCalls.call(8, writer -> {
            try {
                store().addThread(ada, thread.withTitle("by " + writer));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });
        assertEquals(1, won.stream().filter(winner -> winner).count());
        assertEquals(
                "by " + won.indexOf(true), store().loadThread(ada, thread.id()).title());
    }

    @Test
    default void concurrentAddOfSameItem_succeedsOnceAndLeavesNoGap() {
        var ada = newUser();
        var thread = addThread(ada);
        for (int round = 1; round <= 10; round++) {
            String id = "msg_" + round;
            var added = ConcurrentCalls.call(6, writer -> {
                try {
                    return store().addItem(ada, message(thread, id)).position();
                } catch (ConflictException e) {
                    return 0L;
                }
            });
            assertEquals(round, added.stream().mapToLong(position -> position).sum());
        }
        assertEquals(11, nextPosition(ada, thread));
    }

    @Test
    default void conflictOfAddItem_changesNeitherActivityNorPositions() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessage(ada, thread, "msg_1");
        var before = store().loadThread(ada, thread.id());
        clock().tick();
        var conflict = assertThrows(
                ConflictException.class, () -> store().addItem(ada, item(thread, "msg_1", "{\"other\":true}")));
        assertEquals(ResourceType.ITEM, conflict.resourceType());
        assertEquals(before, store().loadThread(ada, thread.id()));
        assertEquals(2, nextPosition(ada, thread));
    }

    @Test
    default void concurrentCreateOfSameOpportunity_succeedsOnce() {
        var ada = newUser();
        String id = opportunities().generateOpportunityId();
        var won = ConcurrentCalls.call(8, writer -> {
            try {
                opportunities().createOpportunity(ada, id, OpportunityDetails.named("by " + writer));
                return true;
            } catch (ConflictException e) {
                assertEquals(ResourceType.OPPORTUNITY, e.resourceType());
                return false;
            }
        });
        assertEquals(1, won.stream().filter(winner -> winner).count());
        assertEquals(
                "by " + won.indexOf(true),
                opportunities().loadOpportunity(ada, id).details().name());
    }

    @Test
    default void concurrentSaveOfSameNewThread_storesOne() {
        var ada = newUser();
        var thread = newThread();
        ConcurrentCalls.run(8, writer -> store().saveThread(ada, thread.withTitle("by " + writer)));
        assertEquals(List.of(thread.id()), threadIds(ada));
    }

    @Test
    default void concurrentDeleteThread_succeedsOnce() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        var deleted = ConcurrentCalls.call(8, task -> store().deleteThread(ada, thread.id()));
        assertEquals(1, deleted.stream().filter(did -> did).count());
    }

    @Test
    default void addItemDuringDeleteThread_isDeletedOrNotFound() {
        var ada = newUser();
        for (int round = 0; round < 10; round++) {
            var thread = addThread(ada);
            ConcurrentCalls.run(5, task -> {
                if (task == 0) {
                    assertTrue(store().deleteThread(ada, thread.id()));
                    return;
                }
                try {
                    addMessage(ada, thread, "msg_" + task);
                } catch (NotFoundException e) {
                    assertEquals(ResourceType.THREAD, e.resourceType());
                }
            });
            StoreAssertions.assertNotFound(
                    ResourceType.THREAD, thread.id(), () -> store().loadThread(ada, thread.id()));
            store().addThread(ada, thread);
            assertEquals(List.of(), itemIds(ada, thread));
        }
    }

    @Test
    default void addThreadDuringDeleteOpportunity_isDeletedOrNotFound() {
        var ada = newUser();
        for (int round = 0; round < 10; round++) {
            var opportunity = newOpportunity(ada);
            deleteDuring(ada, opportunity, () -> {
                try {
                    addThread(ada, opportunity);
                } catch (NotFoundException e) {
                    assertEquals(ResourceType.OPPORTUNITY, e.resourceType());
                }
            });
            assertEquals(List.of(), threadIds(ada));
        }
    }

    @Test
    default void addThreadDuringDeleteOfActiveOpportunity_isDeletedOrUnlinked() {
        var ada = newUser();
        for (int round = 0; round < 10; round++) {
            var opportunity = newOpportunity(ada);
            opportunities().activateOpportunity(ada, opportunity.id());
            deleteDuring(ada, opportunity, () -> addThread(ada));
            for (ChatThread left : store().listThreads(ada, everything()).data()) {
                assertEquals(null, left.opportunityId());
            }
        }
    }

    @Test
    default void concurrentActivateOpportunity_leavesOneActive() {
        var ada = newUser();
        var all = IntStream.range(0, 8).mapToObj(n -> newOpportunity(ada)).toList();
        ConcurrentCalls.run(8, task -> {
            for (int n = 0; n < 5; n++) {
                opportunities().activateOpportunity(ada, all.get(task).id());
            }
        });
        assertTrue(all.contains(opportunities().findActiveOpportunity(ada).orElseThrow()));
        assertTrue(opportunities().deactivateOpportunity(ada));
        assertFalse(opportunities().deactivateOpportunity(ada));
    }

    @Test
    default void linkAttachmentDuringDelete_isDeletedOrNotFound() {
        var ada = newUser();
        var thread = addThread(ada);
        for (int round = 0; round < 20; round++) {
            var attachment = attachment(thread).withThreadId(null);
            store().saveAttachment(ada, attachment);
            ConcurrentCalls.run(4, task -> {
                if (task == 0) {
                    assertTrue(store().deleteAttachment(ada, attachment.id()));
                    return;
                }
                try {
                    store().updateAttachment(ada, attachment.id(), old -> old.withThreadId(thread.id()));
                } catch (NotFoundException e) {
                    assertEquals(ResourceType.ATTACHMENT, e.resourceType());
                }
            });
            StoreAssertions.assertNotFound(
                    ResourceType.ATTACHMENT, attachment.id(), () -> store().loadAttachment(ada, attachment.id()));
        }
    }

    @Test
    default void linkAttachmentDuringDeleteThread_isDeletedOrStaysUnlinked() {
        var ada = newUser();
        for (int round = 0; round < 20; round++) {
            var thread = addThread(ada);
            var attachment = attachment(thread).withThreadId(null);
            store().saveAttachment(ada, attachment);
            var linked = ConcurrentCalls.call(2, task -> {
                if (task == 0) {
                    return store().deleteThread(ada, thread.id());
                }
                try {
                    store().updateAttachment(ada, attachment.id(), old -> old.withThreadId(thread.id()));
                    return true;
                } catch (NotFoundException e) {
                    assertEquals(ResourceType.THREAD, e.resourceType());
                    return false;
                }
            });
            if (linked.get(1)) {
                StoreAssertions.assertNotFound(
                        ResourceType.ATTACHMENT, attachment.id(), () -> store().loadAttachment(ada, attachment.id()));
            } else {
                StoreAssertions.assertEquivalent(attachment, store().loadAttachment(ada, attachment.id()));
            }
        }
    }

    private void deleteDuring(Caller caller, Opportunity opportunity, Runnable other) {
        ConcurrentCalls.run(4, task -> {
            if (task == 0) {
                assertTrue(opportunities().deleteOpportunity(caller, opportunity.id()));
            } else {
                other.run();
            }
        });
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY,
                opportunity.id(),
                () -> opportunities().loadOpportunity(caller, opportunity.id()));
    }

    @Test
    default void updateItemDuringDelete_isDeletedOrNotFound() {
        var ada = newUser();
        var thread = addThread(ada);
        for (int round = 0; round < 20; round++) {
            String id = addMessage(ada, thread, "msg_" + round).id();
            var ends = ConcurrentCalls.call(4, task -> {
                if (task == 0) {
                    return store().deleteItem(ada, thread.id(), id);
                }
                try {
                    store().updateItem(ada, thread.id(), id, item -> item.withContent("{\"by\":" + task + "}"));
                    return true;
                } catch (NotFoundException e) {
                    return false;
                }
            });
            assertTrue(ends.getFirst());
        }
        assertEquals(List.of(), itemIds(ada, thread));
    }
}
