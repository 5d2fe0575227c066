package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.Archive;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.WriteOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is under legal hold is not deleted; everything else is as without. */
public interface LegalHoldsContract extends StoreContract {
    LegalHolds holds();

    Archive archive();

    @Test
    default void heldThread_isDeletedByNoOperation() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var thread = populatedThread(ada, opportunity);
        var attachment = contentOf(ada, thread);
        var hold = holdOn(thread);
        assertNothingIsDeleted(ada, thread, attachment, hold);
        assertHeld(hold, () -> opportunities().deleteOpportunity(ada, opportunity.id()));
        assertEquals(opportunity, opportunities().loadOpportunity(ada, opportunity.id()));

        assertTrue(holds().lift(new Caller("records"), hold.id()));
        assertEverythingIsDeleted(ada, thread, attachment);
        assertTrue(opportunities().deleteOpportunity(ada, opportunity.id()));
    }

    @Test
    default void threadsOfHeldOpportunity_areDeletedByNoOperation() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var thread = populatedThread(ada, opportunity);
        var attachment = contentOf(ada, thread);
        var hold = holdOn(opportunity);
        assertHeld(hold, () -> opportunities().deleteOpportunity(ada, opportunity.id()));
        assertNothingIsDeleted(ada, thread, attachment, hold);

        holds().lift(new Caller("records"), hold.id());
        assertEverythingIsDeleted(ada, thread, attachment);
        assertTrue(opportunities().deleteOpportunity(ada, opportunity.id()));
    }

    @Test
    default void threadAddedToHeldOpportunity_isHeld() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var hold = holdOn(opportunity);
        var thread = populatedThread(ada, opportunity);
        assertNothingIsDeleted(ada, thread, contentOf(ada, thread), hold);
    }

    @Test
    default void otherThreads_areDeletedAsBefore() {
        var ada = newUser();
        var held = newOpportunity(ada);
        holdOn(held);
        holdOn(populatedThread(ada, held));
        var other = newOpportunity(ada);
        for (ChatThread thread : List.of(populatedThread(ada, other), populatedThread(ada, null))) {
            assertEverythingIsDeleted(ada, thread, contentOf(ada, thread));
        }
        populatedThread(ada, other);
        assertTrue(opportunities().deleteOpportunity(ada, other.id()));
    }

    @Test
    default void heldThread_isContinuedAndChanged() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        holdOn(opportunity);
        var thread = populatedThread(ada, opportunity);
        var hold = holdOn(thread);
        addMessage(ada, thread, "msg_9");
        store().updateItem(ada, thread.id(), "msg_1", old -> old.withContent("{\"changed\":true}"));
        store().saveItem(ada, message(thread, "msg_2"));
        store().updateThread(ada, thread.id(), old -> old.withTitle("T").withArchived(true));
        var attachment = attachment(thread);
        store().saveAttachment(ada, attachment);
        store().updateAttachment(ada, attachment.id(), old -> old.withSize(1));
        store().saveAttachment(ada, attachment);
        assertEquals(List.of("msg_1", "msg_2", "msg_3", "msg_9"), itemIds(ada, thread));
        // nothing would be deleted
        assertEquals(0, store().deleteItemsAfter(ada, thread.id(), "msg_9"));
        assertFalse(store().deleteItem(ada, thread.id(), "msg_none"));
        assertThrows(NotFoundException.class, () -> store().deleteItemsAfter(ada, thread.id(), "msg_none"));
        holds().lift(new Caller("records"), hold.id());
    }

    @Test
    default void severalHolds_areAllLifted() {
        var ada = newUser();
        var thread = populatedThread(ada, null);
        var one = holdOn(thread);
        var two = holdOn(thread);
        holds().lift(new Caller("records"), one.id());
        assertHeld(two, () -> store().deleteThread(ada, thread.id()));
        holds().lift(new Caller("records"), two.id());
        assertTrue(store().deleteThread(ada, thread.id()));
    }

    @Test
    default void hold_isNotVisibleToOthers() {
        var ada = newUser();
        var bob = newUser();
        var opportunity = newOpportunity(ada);
        holdOn(opportunity);
        var thread = populatedThread(ada, opportunity);
        var attachment = contentOf(ada, thread);
        assertFalse(store().deleteThread(bob, thread.id()));
        assertFalse(opportunities().deleteOpportunity(bob, opportunity.id()));
        assertFalse(store().deleteAttachment(bob, attachment.id()));
        assertFalse(contents().delete(bob, attachment.id()));
        assertThrows(NotFoundException.class, () -> store().deleteItem(bob, thread.id(), "msg_1"));
        assertThrows(NotFoundException.class, () -> store().deleteItemsAfter(bob, thread.id(), "msg_1"));
    }

    @Test
    default void holds_areLoadedListedAndLifted() {
        var thread = addThread(newUser());
        List<LegalHold> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clock().advance(Duration.ofSeconds(i % 2));
            placed.add(holdOn(thread));
        }
        placed.sort(Comparator.comparing(LegalHold::placedAt).thenComparing(LegalHold::id));
        assertEquals(placed.get(2), holds().load(placed.get(2).id()));
        List<LegalHold> listed = new ArrayList<>();
        var request = PageRequest.first(2, SortOrder.ASC);
        for (var page = holds().list(request); ; page = holds().list(request)) {
            listed.addAll(page.data());
            if (!page.hasMore()) {
                break;
            }
            request = request.next(page);
        }
        listed.retainAll(placed);
        assertEquals(placed, listed);
        List<LegalHold> newestFirst =
                new ArrayList<>(holds().list(PageRequest.first(PageRequest.MAX_LIMIT, SortOrder.DESC))
                        .data());
        newestFirst.retainAll(placed);
        assertEquals(placed.reversed(), newestFirst);
        assertTrue(holds().lift(new Caller("records"), placed.getFirst().id()));
        assertFalse(holds().lift(new Caller("records"), placed.getFirst().id()));
        assertThrows(
                NotFoundException.class, () -> holds().load(placed.getFirst().id()));
        var behind = PagedLists.after(placed.getFirst().id(), 2, SortOrder.ASC);
        assertEquals(
                ResourceType.CURSOR,
                assertThrows(NotFoundException.class, () -> holds().list(behind))
                        .resourceType());
    }

    @Test
    default void place_requiresTargetAndNewId() {
        var ada = newUser();
        var thread = addThread(ada);
        var hold = holdOn(thread);
        assertThrows(ConflictException.class, () -> holds().place(new Caller("records"), hold));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD,
                "thr_none",
                () -> holds().place(new Caller("records"), hold(holds().generateHoldId(), "thr_none", null)));
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY,
                "opp_none",
                () -> holds().place(new Caller("records"), hold(holds().generateHoldId(), null, "opp_none")));
    }

    @Test
    default void archive_carriesHolds() throws IOException {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var thread = addThread(ada, opportunity);
        LegalHold onThread = holdOn(thread);
        LegalHold onOpportunity = holdOn(opportunity);
        List<LegalHold> read = new ArrayList<>();
        archive().read(new Archive.Selection(null, null), entry -> {
            if (entry instanceof ArchiveEntry.PlacedHold(var hold)) {
                read.add(hold);
            }
        });
        assertTrue(read.containsAll(List.of(onThread, onOpportunity)));
        archive()
                .read(new Archive.Selection(ada, null), entry -> assertFalse(entry instanceof ArchiveEntry.PlacedHold));
        var absent = hold(holds().generateHoldId(), "thr_none", null);
        var ofNone = hold(holds().generateHoldId(), null, "opp_none");
        var other = hold(onOpportunity.id(), thread.id(), null);
        holds().lift(new Caller("records"), onThread.id());
        for (boolean keep : new boolean[] {false, true}) {
            try (var writer = archive().write(keep)) {
                assertEquals(
                        List.of(
                                WriteOutcome.ADDED,
                                WriteOutcome.ALREADY_THERE,
                                WriteOutcome.NO_THREAD,
                                WriteOutcome.NO_OPPORTUNITY,
                                WriteOutcome.DIFFERENT),
                        writer.add(List.of(
                                new ArchiveEntry.PlacedHold(onThread),
                                new ArchiveEntry.PlacedHold(onOpportunity),
                                new ArchiveEntry.PlacedHold(absent),
                                new ArchiveEntry.PlacedHold(ofNone),
                                new ArchiveEntry.PlacedHold(other))));
                writer.commit();
            }
        }
        assertEquals(onThread, holds().load(onThread.id()));
        holds().lift(new Caller("records"), onOpportunity.id());
        assertHeld(onThread, () -> store().deleteThread(ada, thread.id()));
    }

    private void assertNothingIsDeleted(Caller ada, ChatThread thread, Attachment attachment, LegalHold hold) {
        assertHeld(hold, () -> store().deleteThread(ada, thread.id()));
        assertHeld(hold, () -> store().deleteItem(ada, thread.id(), "msg_2"));
        assertHeld(hold, () -> store().deleteItemsAfter(ada, thread.id(), "msg_1"));
        assertHeld(hold, () -> store().deleteAttachment(ada, attachment.id()));
        assertHeld(hold, () -> contents().delete(ada, attachment.id()));
        assertHeld(hold, () -> store().updateAttachment(ada, attachment.id(), old -> old.withThreadId(null)));
        assertHeld(hold, () -> store().saveAttachment(ada, attachment.withThreadId(null)));
        assertEquals(thread.id(), store().loadThread(ada, thread.id()).id());
        assertEquals(List.of("msg_1", "msg_2", "msg_3"), itemIds(ada, thread));
        assertEquals(thread.id(), store().loadAttachment(ada, attachment.id()).threadId());
        assertEquals(3, contents().length(ada, attachment.id()).orElse(0));
    }

    private void assertEverythingIsDeleted(Caller ada, ChatThread thread, Attachment attachment) {
        assertTrue(contents().delete(ada, attachment.id()));
        store().updateAttachment(ada, attachment.id(), old -> old.withThreadId(null));
        store().updateAttachment(ada, attachment.id(), old -> old.withThreadId(thread.id()));
        assertTrue(store().deleteAttachment(ada, attachment.id()));
        assertTrue(store().deleteItem(ada, thread.id(), "msg_2"));
        assertEquals(1, store().deleteItemsAfter(ada, thread.id(), "msg_1"));
        contentOf(ada, thread);
        assertTrue(store().deleteThread(ada, thread.id()));
    }

    private static void assertHeld(LegalHold hold, Executable deletion) {
        var refusal = assertThrows(HeldException.class, deletion);
        assertEquals(hold.id(), refusal.holdId());
        assertTrue(refusal.getMessage().endsWith(" is under legal hold " + hold.id()), refusal.getMessage());
    }

    private ChatThread populatedThread(Caller caller, @Nullable Opportunity opportunity) {
        ChatThread thread = opportunity == null ? addThread(caller) : addThread(caller, opportunity);
        addMessages(caller, thread, 3);
        return thread;
    }

    private Attachment contentOf(Caller caller, ChatThread thread) {
        var attachment = attachment(thread);
        store().saveAttachment(caller, attachment);
        try (var upload = contents().begin(caller, attachment.id())) {
            upload.write(new byte[] {1, 2, 3}, 0, 3);
            upload.complete();
        }
        return attachment;
    }

    private LegalHold holdOn(ChatThread thread) {
        LegalHold hold = hold(holds().generateHoldId(), thread.id(), null);
        holds().place(new Caller("records"), hold);
        return hold;
    }

    private LegalHold holdOn(Opportunity opportunity) {
        LegalHold hold = hold(holds().generateHoldId(), null, opportunity.id());
        holds().place(new Caller("records"), hold);
        return hold;
    }

    private LegalHold hold(String id, @Nullable String threadId, @Nullable String opportunityId) {
        return new LegalHold(id, threadId, opportunityId, "Matter 7", "records", clock().instant());
    }
}
