package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Entry;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.Archive;
import ee.chatkit.store.Archive.Selection;
import ee.chatkit.store.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything of somebody, out and in again. */
public interface ArchiveContract extends StoreContract {
    Archive archive();

    @Test
    default void allThatAUserHasIsReadInOrder() {
        var ada = newUser();
        var first = newOpportunity(ada, "First");
        clock().tick();
        var second = newOpportunity(ada, "Second");
        opportunities().activateOpportunity(ada, second.id());
        var thread = addThread(ada, first);
        addMessages(ada, thread, 11);
        store().saveFeedback(ada, thread.id(), List.of("msg_10", "msg_9"), FeedbackKind.NEGATIVE);
        var sent = attachment(thread);
        store().saveAttachment(ada, sent);
        clock().tick();
        var next = addThread(ada);
        addMessages(ada, next, 1);
        var unsent = unsent();
        store().saveAttachment(ada, unsent);
        addThread(newUser());

        List<Entry> expected = new ArrayList<>();
        expected.add(new Entry.OfOpportunity(ada.userId(), first));
        expected.add(new Entry.OfOpportunity(ada.userId(), second));
        expected.add(new Entry.OfActive(ada.userId(), second.id()));
        expected.add(new Entry.OfThread(ada.userId(), store().loadThread(ada, thread.id())));
        items(ada, thread).forEach(item -> expected.add(new Entry.OfItem(item)));
        store().listFeedback(ada, thread.id()).forEach(feedback -> expected.add(new Entry.OfFeedback(feedback)));
        expected.add(new Entry.OfAttachment(ada.userId(), sent));
        expected.add(new Entry.OfThread(ada.userId(), store().loadThread(ada, next.id())));
        items(ada, next).forEach(item -> expected.add(new Entry.OfItem(item)));
        expected.add(new Entry.OfAttachment(ada.userId(), unsent));
        assertEquals(expected, read(ada));
        assertEquals(expected.size(), archive().count(new Selection(ada, null)));
    }

    @Test
    default void whoHasNothingHasNothingToRead() {
        assertEquals(List.of(), read(newUser()));
    }

    @Test
    default void whatWasReadAndDeletedComesBackUnchanged() {
        var ada = newUser();
        furnish(ada);
        List<Entry> before = read(ada);
        clearOut(ada);
        assertEquals(List.of(), read(ada));
        clock().advance(Duration.ofDays(3));

        List<Outcome> outcomes = write(before);
        assertEquals(Collections.nCopies(before.size(), Outcome.ADDED), outcomes);
        assertEquals(before, read(ada));
    }

    @Test
    default void twiceIsOnce() {
        var ada = newUser();
        furnish(ada);
        List<Entry> before = read(ada);
        assertEquals(Collections.nCopies(before.size(), Outcome.ALREADY_THERE), write(before));
        assertEquals(before, read(ada));
        clearOut(ada);
        List<Entry> doubled =
                before.stream().flatMap(entry -> Stream.of(entry, entry)).toList();
        List<Outcome> outcomes = write(doubled);
        for (int i = 0; i < outcomes.size(); i++) {
            assertEquals(i % 2 == 0 ? Outcome.ADDED : Outcome.ALREADY_THERE, outcomes.get(i), "" + doubled.get(i));
        }
        assertEquals(before, read(ada));
    }

    @Test
    default void aDryRunTellsTheSameAndKeepsNothing() {
        var ada = newUser();
        furnish(ada);
        List<Entry> before = read(ada);
        clearOut(ada);
        try (var writer = archive().write(false)) {
            for (Entry entry : before) {
                assertEquals(List.of(Outcome.ADDED), writer.add(List.of(entry)), "" + entry);
                writer.commit();
            }
        }
        assertEquals(List.of(), read(ada));
    }

    @Test
    default void nobodyWaitsForADryRun() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        try (var writer = archive().write(false)) {
            assertEquals(
                    List.of(
                            Outcome.ADDED,
                            Outcome.ALREADY_THERE,
                            Outcome.ALREADY_THERE,
                            Outcome.ALREADY_THERE,
                            Outcome.ADDED,
                            Outcome.ALREADY_THERE,
                            Outcome.ADDED),
                    writer.add(List.of(
                            new Entry.OfActive(ada.userId(), opportunity.id()),
                            entry(ada, store().loadThread(ada, thread.id())),
                            new Entry.OfItem(message(thread, "msg_1")),
                            new Entry.OfItem(message(thread, "msg_2")),
                            new Entry.OfItem(message(thread, "msg_3")),
                            new Entry.OfItem(message(thread, "msg_3")),
                            new Entry.OfFeedback(
                                    new Feedback(thread.id(), "msg_3", FeedbackKind.POSITIVE, clock().instant())))));
            addMessage(ada, thread, "late");
            opportunities().activateOpportunity(ada, opportunity.id());
        }
        assertEquals(List.of("msg_1", "msg_2", "late"), itemIds(ada, thread));
    }

    @Test
    default void whatWasNotCommittedIsNotKept() {
        var ada = newUser();
        var kept = entry(ada, newThread());
        var dropped = entry(ada, newThread());
        try (var writer = archive().write(true)) {
            writer.add(List.of(kept));
            writer.commit();
            writer.add(List.of(dropped));
        }
        assertEquals(List.of(kept), read(ada));
    }

    @Test
    default void whatCannotBeStoredLeavesNothingOfWhatCameWithIt() {
        var ada = newUser();
        var thread = newThread();
        try (var writer = archive().write(true)) {
            List<Entry> entries =
                    List.of(entry(ada, thread), new Entry.OfItem(item(thread, "msg_1", "{\"id\":\"no\"}")));
            assertThrows(IllegalArgumentException.class, () -> writer.add(entries));
        }
        assertEquals(List.of(), read(ada));
    }

    @Test
    default void aThreadMayComeInManyPieces() {
        var ada = newUser();
        var thread = newThread();
        try (var writer = archive().write(true)) {
            writer.add(List.of(entry(ada, thread)));
            for (int piece = 0; piece < 5; piece++) {
                int from = piece * 100;
                writer.add(IntStream.range(from, from + 100)
                        .<Entry>mapToObj(n -> new Entry.OfItem(message(thread, "msg_" + n)))
                        .toList());
                if (piece % 2 == 0) {
                    writer.commit();
                }
            }
            writer.commit();
        }
        assertEquals(IntStream.range(0, 500).mapToObj(n -> "msg_" + n).toList(), itemIds(ada, thread));
        assertEquals(501, nextPosition(ada, thread), "what is added later comes behind");
    }

    @Test
    default void timesAndLinksComeAsTheyAre() {
        var ada = newUser();
        var harbour = newOpportunity(ada);
        var active = newOpportunity(ada, "Active");
        opportunities().activateOpportunity(ada, active.id());
        Instant longAgo = Instant.parse("0001-01-01T00:00:00.000001Z");
        Instant farOff = Instant.parse("9999-12-31T23:59:59.999999Z");
        var linked = new ChatThread(
                store().generateThreadId(),
                harbour.id(),
                "Old \"title\"\nwith\u2028lines",
                new ThreadStatus.Locked("because {\"of\"} \\ it"),
                List.of("a.example", "b\"\\,{}.example", ""),
                "{\"n\":12345678901234567890.50}",
                longAgo,
                farOff);
        var unlinked = newThread().withUpdatedAt(Instant.parse("2001-02-03T04:05:06.789012Z"));
        var noDomains = newThread().withAllowedImageDomains(List.of()).withStatus(new ThreadStatus.Closed(null));
        assertEquals(
                List.of(Outcome.ADDED, Outcome.ADDED, Outcome.ADDED),
                write(List.of(entry(ada, linked), entry(ada, unlinked), entry(ada, noDomains))));
        Expect.same(linked, store().loadThread(ada, linked.id()));
        Expect.same(unlinked, store().loadThread(ada, unlinked.id()));
        Expect.same(noDomains, store().loadThread(ada, noDomains.id()));
        assertEquals(List.of(linked.id(), noDomains.id(), unlinked.id()), threadIds(ada));
    }

    @Test
    default void everyTextThatCanBeStoredComesThrough() {
        var ada = newUser();
        var thread = newThread();
        List<Entry> entries = new ArrayList<>();
        entries.add(entry(ada, thread));
        Samples.kept()
                .forEach((name, json) -> entries.add(
                        new Entry.OfItem(new ThreadItem(name, thread.id(), "unheard_of", clock().instant(), json))));
        assertEquals(Collections.nCopies(entries.size(), Outcome.ADDED), write(entries));
        List<Entry> read = read(ada);
        assertEquals(Collections.nCopies(entries.size(), Outcome.ALREADY_THERE), write(read));
        clearOut(ada);
        write(read);
        assertEquals(read, read(ada));
    }

    @Test
    default void somebodyElsesIdIsTaken() {
        var ada = newUser();
        furnish(ada);
        List<Entry> before = read(ada);
        var eve = newUser();
        List<Entry> stolen = before.stream().map(entry -> of(eve, entry)).toList();
        List<Outcome> outcomes = write(stolen);
        for (int i = 0; i < stolen.size(); i++) {
            Outcome expected = switch (stolen.get(i)) {
                case Entry.OfOpportunity opportunity -> Outcome.ID_TAKEN;
                case Entry.OfActive active -> Outcome.NO_OPPORTUNITY;
                case Entry.OfThread thread -> Outcome.ID_TAKEN;
                case Entry.OfItem item -> Outcome.NO_THREAD;
                case Entry.OfFeedback feedback -> Outcome.NO_THREAD;
                case Entry.OfAttachment(String user, var attachment) ->
                    attachment.threadId() == null ? Outcome.ID_TAKEN : Outcome.NO_THREAD;
            };
            assertEquals(expected, outcomes.get(i), "" + stolen.get(i));
        }
        assertEquals(List.of(), read(eve));
        assertEquals(before, read(ada));
    }

    @Test
    default void whatIsThereWithOtherContentStays() {
        var ada = newUser();
        furnish(ada);
        List<Entry> before = read(ada);
        for (Entry entry : before) {
            changed(entry).ifPresent(changed -> {
                Outcome expected = changed instanceof Entry.OfActive ? Outcome.ANOTHER_ACTIVE : Outcome.DIFFERENT;
                assertEquals(expected, write(withThread(before, changed)).getLast(), "" + changed);
            });
        }
        assertEquals(before, read(ada));
    }

    @Test
    default void latestActivityIsNoDifference() {
        var ada = newUser();
        var thread = addThread(ada);
        var given = entry(ada, thread.withUpdatedAt(thread.updatedAt().plusSeconds(100)));
        assertEquals(List.of(Outcome.ALREADY_THERE), write(List.of(given)));
        Expect.same(thread, store().loadThread(ada, thread.id()));
    }

    @Test
    default void aThreadThatIsThereIsContinued() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        var later = store().loadThread(ada, thread.id())
                .withUpdatedAt(clock().instant().plusSeconds(60));
        List<Entry> longer = new ArrayList<>(List.of(entry(ada, later)));
        for (int n = 1; n <= 4; n++) {
            longer.add(new Entry.OfItem(message(thread, "msg_" + n)));
        }
        assertEquals(
                List.of(
                        Outcome.ALREADY_THERE,
                        Outcome.ALREADY_THERE,
                        Outcome.ALREADY_THERE,
                        Outcome.ADDED,
                        Outcome.ADDED),
                write(longer));
        assertEquals(List.of("msg_1", "msg_2", "msg_3", "msg_4"), itemIds(ada, thread));
        assertEquals(later.updatedAt(), store().loadThread(ada, thread.id()).updatedAt());
        assertEquals(5, nextPosition(ada, thread));
    }

    @Test
    default void whatStoodInFrontOfItemsThatAreThereIsNotPutBehindThem() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        store().deleteItem(ada, thread.id(), "msg_2");
        List<Entry> entries = new ArrayList<>(List.of(entry(ada, store().loadThread(ada, thread.id()))));
        for (String id : List.of("msg_1", "msg_2", "msg_3", "msg_4")) {
            entries.add(new Entry.OfItem(message(thread, id)));
        }
        assertEquals(
                List.of(
                        Outcome.ALREADY_THERE,
                        Outcome.ALREADY_THERE,
                        Outcome.GONE_ON,
                        Outcome.ALREADY_THERE,
                        Outcome.ADDED),
                write(entries));
        assertEquals(List.of("msg_1", "msg_3", "msg_4"), itemIds(ada, thread));
    }

    @Test
    default void whatAnEntryNeedsMustBeThere() {
        var ada = newUser();
        var thread = newThread();
        var elsewhere = newOpportunity(newUser());
        assertEquals(
                List.of(
                        Outcome.NO_OPPORTUNITY,
                        Outcome.NO_OPPORTUNITY,
                        Outcome.NO_THREAD,
                        Outcome.NO_THREAD,
                        Outcome.NO_THREAD),
                write(List.of(
                        new Entry.OfActive(ada.userId(), "opp_none"),
                        entry(ada, thread.withOpportunityId(elsewhere.id())),
                        new Entry.OfItem(message(thread, "msg_1")),
                        new Entry.OfFeedback(
                                new Feedback(thread.id(), "msg_1", FeedbackKind.POSITIVE, clock().instant())),
                        new Entry.OfAttachment(ada.userId(), attachment(thread)))));
        assertEquals(
                List.of(Outcome.ADDED, Outcome.ADDED, Outcome.NO_ITEM, Outcome.NO_ITEM),
                write(List.of(
                        entry(ada, thread),
                        new Entry.OfItem(hidden(thread, "hid_1")),
                        new Entry.OfFeedback(
                                new Feedback(thread.id(), "hid_1", FeedbackKind.POSITIVE, clock().instant())),
                        new Entry.OfFeedback(
                                new Feedback(thread.id(), "none", FeedbackKind.POSITIVE, clock().instant())))));
    }

    @Test
    default void noFileGoesIntoAThreadOfSomebodyElse() {
        var ada = newUser();
        var thread = addThread(ada);
        List<Entry> before = read(ada);
        assertEquals(
                List.of(Outcome.ALREADY_THERE, Outcome.NO_THREAD),
                write(List.of(
                        entry(ada, thread), new Entry.OfAttachment(newUser().userId(), attachment(thread)))));
        assertEquals(before, read(ada));
    }

    @Test
    default void readingGoesOnBehindAThread() {
        var ada = newUser();
        newOpportunity(ada);
        var threads = Stream.generate(() -> {
                    clock().tick();
                    return addThread(ada);
                })
                .limit(4)
                .toList();
        store().saveAttachment(ada, unsent());
        List<Entry> all = read(ada);
        List<Entry> rest = read(new Selection(ada, threads.get(1).id()));
        assertEquals(all.size() - 2, rest.size());
        assertTrue(all.containsAll(rest));
        assertFalse(rest.contains(entry(ada, threads.get(1))));
        assertTrue(rest.contains(entry(ada, threads.get(2))));
    }

    @Test
    default void everybodysEntriesAreReadWithWhomTheyBelongTo() {
        var ada = newUser();
        var eve = newUser();
        furnish(ada);
        furnish(eve);
        List<Entry> all = read(new Selection(null, null));
        assertTrue(all.containsAll(read(ada)));
        assertTrue(all.containsAll(read(eve)));
        List<String> threads = all.stream()
                .flatMap(entry -> entry instanceof Entry.OfThread(String user, var thread)
                                && (user.equals(ada.userId()) || user.equals(eve.userId()))
                        ? Stream.of(thread.id())
                        : Stream.of())
                .toList();
        assertEquals(6, threads.size());
        assertEquals(threads.stream().sorted().toList(), threads);
    }

    @Test
    default void whatHappensWhileItIsReadIsNotInIt() throws IOException {
        var ada = newUser();
        furnish(ada);
        List<Entry> before = read(ada);
        List<Entry> read = new ArrayList<>();
        archive().read(new Selection(ada, null), entry -> {
            if (entry instanceof Entry.OfThread(String user, var thread)) {
                addMessage(ada, thread, "late");
                newOpportunity(ada);
            }
            read.add(entry);
        });
        assertEquals(before, read);
    }

    @Test
    default void whoeverReadsMayStop() {
        var ada = newUser();
        furnish(ada);
        var stop = assertThrows(
                IOException.class,
                () -> archive().read(new Selection(ada, null), entry -> {
                    throw new IOException("enough");
                }));
        assertEquals("enough", stop.getMessage());
    }

    /** Gives a user a bit of everything. */
    private void furnish(Caller caller) {
        var opportunity = newOpportunity(caller);
        opportunities()
                .updateOpportunity(
                        caller,
                        opportunity.id(),
                        old -> old.withDetails(new OpportunityDetails("Pier", "Acme", "d", "phase", "sum"))
                                .withStatus(OpportunityStatus.COMPLETED));
        opportunities().activateOpportunity(caller, opportunity.id());
        for (int n = 0; n < 3; n++) {
            var thread = addThread(caller);
            addMessages(caller, thread, 4);
            store().addItem(caller, hidden(thread, "hid_1"));
            clock().tick();
            store().saveFeedback(caller, thread.id(), List.of("msg_1"), FeedbackKind.POSITIVE);
            store().saveAttachment(caller, attachment(thread));
        }
        store().saveAttachment(caller, unsent());
    }

    private Attachment unsent() {
        return new Attachment(
                store().generateAttachmentId(),
                null,
                AttachmentType.IMAGE,
                "plan.png",
                "image/png",
                7,
                "{}",
                clock().instant());
    }

    private void clearOut(Caller caller) {
        for (Entry entry : read(caller)) {
            switch (entry) {
                case Entry.OfOpportunity(String user, var opportunity) ->
                    opportunities().deleteOpportunity(caller, opportunity.id());
                case Entry.OfThread(String user, var thread) -> store().deleteThread(caller, thread.id());
                case Entry.OfAttachment(String user, var attachment) ->
                    store().deleteAttachment(caller, attachment.id());
                default -> {}
            }
        }
    }

    /** An entry that needs a thread, behind that thread. */
    private static List<Entry> withThread(List<Entry> all, Entry entry) {
        String threadId = switch (entry) {
            case Entry.OfItem(var item) -> item.threadId();
            case Entry.OfFeedback(var feedback) -> feedback.threadId();
            case Entry.OfAttachment(String user, var attachment) -> attachment.threadId();
            default -> null;
        };
        return Stream.concat(
                        all.stream()
                                .filter(other -> other instanceof Entry.OfThread(String user, var thread)
                                        && thread.id().equals(threadId)),
                        Stream.of(entry))
                .toList();
    }

    private static Optional<Entry> changed(Entry entry) {
        return switch (entry) {
            case Entry.OfOpportunity(String user, Opportunity opportunity) ->
                Optional.of(new Entry.OfOpportunity(user, opportunity.withDetails(OpportunityDetails.named("Other"))));
            case Entry.OfActive(String user, String id) -> Optional.of(new Entry.OfActive(user, "opp_other"));
            case Entry.OfThread(String user, ChatThread thread) ->
                Optional.of(new Entry.OfThread(user, thread.withTitle("Other")));
            case Entry.OfItem(ThreadItem item) -> Optional.of(new Entry.OfItem(item.withContent("{\"other\":1}")));
            case Entry.OfFeedback(Feedback f) ->
                Optional.of(new Entry.OfFeedback(
                        new Feedback(f.threadId(), f.itemId(), FeedbackKind.NEGATIVE, f.createdAt())));
            case Entry.OfAttachment(String user, Attachment attachment) ->
                Optional.of(new Entry.OfAttachment(user, attachment.withSize(1)));
        };
    }

    private static Entry of(Caller caller, Entry entry) {
        return switch (entry) {
            case Entry.OfOpportunity(String user, var opportunity) ->
                new Entry.OfOpportunity(caller.userId(), opportunity);
            case Entry.OfActive(String user, String id) -> new Entry.OfActive(caller.userId(), id);
            case Entry.OfThread(String user, var thread) -> new Entry.OfThread(caller.userId(), thread);
            case Entry.OfAttachment(String user, var attachment) -> new Entry.OfAttachment(caller.userId(), attachment);
            case Entry.OfItem item -> item;
            case Entry.OfFeedback feedback -> feedback;
        };
    }

    private static Entry entry(Caller caller, ChatThread thread) {
        return new Entry.OfThread(caller.userId(), thread);
    }

    private List<Outcome> write(List<Entry> entries) {
        try (var writer = archive().write(true)) {
            List<Outcome> outcomes = writer.add(entries);
            writer.commit();
            return outcomes;
        }
    }

    private List<Entry> read(Caller caller) {
        return read(new Selection(caller, null));
    }

    private List<Entry> read(Selection selection) {
        List<Entry> entries = new ArrayList<>();
        try {
            archive().read(selection, entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
