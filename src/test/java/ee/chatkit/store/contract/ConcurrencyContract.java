package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.ItemScope;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Concurrent writes to one record or thread lose no update. */
public interface ConcurrencyContract extends StoreContract {
    @Test
    default void concurrentAddItem_assignsGaplessPositions() {
        var ada = newUser();
        var thread = addThread(ada);
        var byPosition = new ConcurrentHashMap<Long, String>();
        ConcurrentCalls.run(16, writer -> {
            for (int n = 0; n < 20; n++) {
                var item = message(thread, "msg_" + writer + "_" + n);
                byPosition.put(store().addItem(ada, item).position(), item.id());
            }
        });
        var inOrder = new TreeMap<>(byPosition);
        assertEquals(LongStream.rangeClosed(1, 320).boxed().toList(), List.copyOf(inOrder.keySet()));
        assertEquals(List.copyOf(inOrder.values()), itemIds(ada, thread));
        assertEquals(321, nextPosition(ada, thread));
    }

    @Test
    default void concurrentAddItem_storesTimesInTheOrderOfPositions() {
        var ada = newUser();
        var thread = addThread(ada);
        var begin = clock().instant().minusSeconds(3600);
        var ticks = new AtomicLong();
        ConcurrentCalls.run(16, writer -> {
            for (int n = 0; n < 20; n++) {
                var time = begin.plusMillis(ticks.incrementAndGet());
                store().addItem(ada, new ThreadItem("msg_" + writer + "_" + n, thread.id(), "x", time, "{}"));
            }
        });
        var times = items(ada, thread).stream().map(ThreadItem::createdAt).toList();
        assertEquals(times.stream().sorted().toList(), times);
    }

    @Test
    default void concurrentAddOfSameItem_succeedsOnce() {
        var ada = newUser();
        var thread = addThread(ada);
        for (int round = 1; round <= 5; round++) {
            String id = "msg_" + round;
            var won = ConcurrentCalls.call(8, writer -> {
                try {
                    store().addItem(ada, item(thread, id, "{\"writer\":" + writer + "}"));
                    return true;
                } catch (ConflictException e) {
                    return false;
                }
            });
            assertEquals(1, won.stream().filter(winner -> winner).count());
            StoreAssertions.assertEquivalentJson(
                    "{\"writer\":" + won.indexOf(true) + "}",
                    store().loadItem(ada, thread.id(), id).content());
        }
        assertEquals(6, nextPosition(ada, thread));
    }

    @Test
    default void concurrentSaveOfSameNewItem_storesOne() {
        var ada = newUser();
        var thread = addThread(ada);
        for (int round = 1; round <= 5; round++) {
            String id = "msg_" + round;
            ConcurrentCalls.run(8, writer -> store().saveItem(ada, item(thread, id, "{\"writer\":" + writer + "}")));
        }
        assertEquals(List.of("msg_1", "msg_2", "msg_3", "msg_4", "msg_5"), itemIds(ada, thread));
        assertEquals(6, nextPosition(ada, thread));
    }

    @Test
    default void concurrentUpdateThread_losesNoUpdate() {
        var ada = newUser();
        var thread = store().addThread(ada, newThread().withMetadata("{\"n\":0}"));
        ConcurrentCalls.run(8, writer -> {
            for (int n = 0; n < 10; n++) {
                store().updateThread(ada, thread.id(), old -> old.withMetadata(incremented(old.metadata())));
                addMessage(ada, thread, "msg_" + writer + "_" + n);
            }
        });
        StoreAssertions.assertEquivalentJson(
                "{\"n\":80}", store().loadThread(ada, thread.id()).metadata());
        assertEquals(80, items(ada, thread).size());
    }

    @Test
    default void concurrentUpdateItem_losesNoUpdate() {
        var ada = newUser();
        var thread = addThread(ada);
        store().addItem(ada, item(thread, "msg_1", "{\"n\":0}"));
        ConcurrentCalls.run(8, writer -> {
            for (int n = 0; n < 10; n++) {
                store().updateItem(ada, thread.id(), "msg_1", old -> old.withContent(incremented(old.content())));
            }
        });
        StoreAssertions.assertEquivalentJson(
                "{\"n\":80}", store().loadItem(ada, thread.id(), "msg_1").content());
    }

    @Test
    default void concurrentUpdateAttachment_losesNoUpdate() {
        var ada = newUser();
        var attachment = attachment(addThread(ada)).withSize(0);
        store().saveAttachment(ada, attachment);
        ConcurrentCalls.run(8, writer -> {
            for (int n = 0; n < 10; n++) {
                store().updateAttachment(ada, attachment.id(), old -> old.withSize(old.size() + 1));
            }
        });
        assertEquals(80, store().loadAttachment(ada, attachment.id()).size());
    }

    @Test
    default void concurrentUpdateOpportunity_losesNoUpdate() {
        var ada = newUser();
        var opportunity = newOpportunity(ada, "0");
        ConcurrentCalls.run(8, writer -> {
            for (int n = 0; n < 10; n++) {
                opportunities().updateOpportunity(ada, opportunity.id(), old -> {
                    int count = Integer.parseInt(old.details().name());
                    return old.withDetails(OpportunityDetails.named(Integer.toString(count + 1)));
                });
            }
        });
        assertEquals(
                "80",
                opportunities().loadOpportunity(ada, opportunity.id()).details().name());
    }

    @Test
    default void listItemsDuringAppends_returnsEveryItemOnceInOrder() {
        var ada = newUser();
        var thread = addThread(ada);
        var written = new AtomicBoolean();
        var seen = new ArrayList<String>();
        ConcurrentCalls.run(2, task -> {
            if (task == 0) {
                try {
                    ConcurrentCalls.run(
                            4,
                            writer -> IntStream.range(0, 25)
                                    .forEach(n -> addMessage(ada, thread, "msg_" + writer + "_" + n)));
                } finally {
                    written.set(true);
                }
                return;
            }
            boolean last;
            do {
                last = written.get();
                seen.addAll(itemIdsAfter(ada, thread, seen));
            } while (!last);
        });
        assertEquals(itemIds(ada, thread), seen);
        assertEquals(100, seen.size());
    }

    @Test
    default void concurrentSaveFeedbackInOppositeOrders_isAtomic() {
        var ada = newUser();
        var thread = addThread(ada);
        var ids = addMessages(ada, thread, 10);
        for (int round = 0; round < 5; round++) {
            ConcurrentCalls.run(4, task -> {
                boolean forward = task % 2 == 0;
                store().saveFeedback(
                                ada,
                                thread.id(),
                                forward ? ids : ids.reversed(),
                                forward ? FeedbackKind.POSITIVE : FeedbackKind.NEGATIVE);
            });
            var feedback = store().listFeedback(ada, thread.id());
            assertEquals(ids, feedback.stream().map(Feedback::itemId).toList());
            assertEquals(
                    1,
                    feedback.stream().map(Feedback::kind).distinct().count(),
                    "feedback of different calls is mixed");
        }
    }

    private List<String> itemIdsAfter(Caller caller, ChatThread thread, List<String> seen) {
        var request = seen.isEmpty()
                ? PageRequest.first(7, SortOrder.ASC)
                : PagedLists.after(seen.getLast(), 7, SortOrder.ASC);
        var found = new ArrayList<String>();
        var page = store().listItems(caller, thread.id(), ItemScope.VISIBLE, request);
        page.data().forEach(item -> found.add(item.id()));
        while (page.hasMore()) {
            request = request.next(page);
            page = store().listItems(caller, thread.id(), ItemScope.VISIBLE, request);
            page.data().forEach(item -> found.add(item.id()));
        }
        return found;
    }

    private static String incremented(String counter) {
        return "{\"n\":" + (StoreAssertions.parse(counter).getInt("n") + 1) + "}";
    }
}
