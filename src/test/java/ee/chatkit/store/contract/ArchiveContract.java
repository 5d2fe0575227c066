package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.Archive;
import ee.chatkit.store.Archive.Selection;
import ee.chatkit.store.WriteOutcome;
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

/** {@link Archive}: reading, writing, idempotence and dry runs. */
public interface ArchiveContract extends StoreContract {
    Archive archive();

    @Test
    default void read_returnsAllEntriesOfUserInOrder() {
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
        var unsent = unsentAttachment();
        store().saveAttachment(ada, unsent);
        addThread(newUser());

        List<ArchiveEntry> expected = new ArrayList<>();
        expected.add(new ArchiveEntry.OwnedOpportunity(ada.userId(), first));
        expected.add(new ArchiveEntry.OwnedOpportunity(ada.userId(), second));
        expected.add(new ArchiveEntry.ActiveSelection(ada.userId(), second.id()));
        expected.add(new ArchiveEntry.OwnedThread(ada.userId(), store().loadThread(ada, thread.id())));
        items(ada, thread).forEach(item -> expected.add(new ArchiveEntry.StoredItem(item)));
        store().listFeedback(ada, thread.id())
                .forEach(feedback -> expected.add(new ArchiveEntry.ItemFeedback(feedback)));
        expected.add(new ArchiveEntry.OwnedAttachment(ada.userId(), sent));
        expected.add(new ArchiveEntry.OwnedThread(ada.userId(), store().loadThread(ada, next.id())));
        items(ada, next).forEach(item -> expected.add(new ArchiveEntry.StoredItem(item)));
        expected.add(new ArchiveEntry.OwnedAttachment(ada.userId(), unsent));
        assertEquals(expected, read(ada));
        assertEquals(expected.size(), archive().count(new Selection(ada, null)));
    }

    @Test
    default void readOfUserWithoutData_isEmpty() {
        assertEquals(List.of(), read(newUser()));
    }

    @Test
    default void writeAfterDelete_restoresEntriesUnchanged() {
        var ada = newUser();
        createArchiveSample(ada);
        List<ArchiveEntry> before = read(ada);
        deleteAll(ada);
        assertEquals(List.of(), read(ada));
        clock().advance(Duration.ofDays(3));

        List<WriteOutcome> outcomes = write(before);
        assertEquals(Collections.nCopies(before.size(), WriteOutcome.ADDED), outcomes);
        assertEquals(before, read(ada));
    }

    /** Long contents are read apart from short ones. */
    @Test
    default void longContents_areReadInTheirOrder() {
        var ada = newUser();
        for (int n = 1; n <= 2; n++) {
            var thread = addThread(ada);
            for (int length : List.of(10, 300_000, 20, 3_000_000, 17_000, 16_000, 30)) {
                String text = length % 2_000 == 0 ? "a".repeat(length) : "0123456789é".repeat(length / 10);
                store().addItem(ada, item(thread, "msg_" + length, "{\"text\":\"" + text + "\"}"));
            }
            store().updateThread(ada, thread.id(), old -> old.withTitle("t".repeat(500_000)));
        }
        List<ArchiveEntry> before = read(ada);
        assertEquals(16, before.size());
        assertEquals(Collections.nCopies(16, WriteOutcome.ALREADY_THERE), write(before));
        deleteAll(ada);
        write(before);
        assertEquals(before, read(ada));
    }

    /** An import replaces keys that are too short by new ones, so that the same file has another one each time. */
    @Test
    default void writeOfAttachment_ignoresTheLinkKeyInComparison() {
        var ada = newUser();
        var thread = addThread(ada);
        var stored = attachment(thread, "a.png", "image/png", "{\"link_key\":\"one\",\"mine\":1}");
        store().saveAttachment(ada, stored);
        var same = new ArchiveEntry.OwnedAttachment(
                ada.userId(), stored.withDetails("{\"mine\":1,\"link_key\":\"other\"}"));
        var none = new ArchiveEntry.OwnedAttachment(ada.userId(), stored.withDetails("{\"mine\":1}"));
        var different = new ArchiveEntry.OwnedAttachment(ada.userId(), stored.withDetails("{\"link_key\":\"one\"}"));
        var inThread = threadEntry(ada, store().loadThread(ada, thread.id()));
        assertEquals(
                List.of(
                        WriteOutcome.ALREADY_THERE,
                        WriteOutcome.ALREADY_THERE,
                        WriteOutcome.ALREADY_THERE,
                        WriteOutcome.DIFFERENT),
                write(List.of(inThread, same, none, different)));
    }

    @Test
    default void write_isIdempotent() {
        var ada = newUser();
        createArchiveSample(ada);
        List<ArchiveEntry> before = read(ada);
        assertEquals(Collections.nCopies(before.size(), WriteOutcome.ALREADY_THERE), write(before));
        assertEquals(before, read(ada));
        deleteAll(ada);
        List<ArchiveEntry> doubled = before.stream()
                .flatMap(archiveEntry -> Stream.of(archiveEntry, archiveEntry))
                .toList();
        List<WriteOutcome> outcomes = write(doubled);
        for (int i = 0; i < outcomes.size(); i++) {
            assertEquals(
                    i % 2 == 0 ? WriteOutcome.ADDED : WriteOutcome.ALREADY_THERE, outcomes.get(i), "" + doubled.get(i));
        }
        assertEquals(before, read(ada));
    }

    @Test
    default void dryRun_returnsSameOutcomesAndStoresNothing() {
        var ada = newUser();
        createArchiveSample(ada);
        List<ArchiveEntry> before = read(ada);
        deleteAll(ada);
        try (var writer = archive().write(false)) {
            for (ArchiveEntry archiveEntry : before) {
                assertEquals(List.of(WriteOutcome.ADDED), writer.add(List.of(archiveEntry)), "" + archiveEntry);
                writer.commit();
            }
        }
        assertEquals(List.of(), read(ada));
    }

    @Test
    default void dryRun_doesNotBlockOtherWriters() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        try (var writer = archive().write(false)) {
            assertEquals(
                    List.of(
                            WriteOutcome.ADDED,
                            WriteOutcome.ALREADY_THERE,
                            WriteOutcome.ALREADY_THERE,
                            WriteOutcome.ALREADY_THERE,
                            WriteOutcome.ADDED,
                            WriteOutcome.ALREADY_THERE,
                            WriteOutcome.ADDED),
                    writer.add(List.of(
                            new ArchiveEntry.ActiveSelection(ada.userId(), opportunity.id()),
                            threadEntry(ada, store().loadThread(ada, thread.id())),
                            new ArchiveEntry.StoredItem(message(thread, "msg_1")),
                            new ArchiveEntry.StoredItem(message(thread, "msg_2")),
                            new ArchiveEntry.StoredItem(message(thread, "msg_3")),
                            new ArchiveEntry.StoredItem(message(thread, "msg_3")),
                            new ArchiveEntry.ItemFeedback(
                                    new Feedback(thread.id(), "msg_3", FeedbackKind.POSITIVE, clock().instant())))));
            addMessage(ada, thread, "late");
            opportunities().activateOpportunity(ada, opportunity.id());
        }
        assertEquals(List.of("msg_1", "msg_2", "late"), itemIds(ada, thread));
    }

    @Test
    default void close_discardsUncommittedEntries() {
        var ada = newUser();
        var kept = threadEntry(ada, newThread());
        var dropped = threadEntry(ada, newThread());
        try (var writer = archive().write(true)) {
            writer.add(List.of(kept));
            writer.commit();
            writer.add(List.of(dropped));
        }
        assertEquals(List.of(kept), read(ada));
    }

    @Test
    default void addWithInvalidEntry_storesNoneOfTheCall() {
        var ada = newUser();
        var thread = newThread();
        try (var writer = archive().write(true)) {
            List<ArchiveEntry> entries = List.of(
                    threadEntry(ada, thread), new ArchiveEntry.StoredItem(item(thread, "msg_1", "{\"id\":\"no\"}")));
            assertThrows(IllegalArgumentException.class, () -> writer.add(entries));
        }
        assertEquals(List.of(), read(ada));
    }

    @Test
    default void threadInManyBatches_keepsItemOrder() {
        var ada = newUser();
        var thread = newThread();
        try (var writer = archive().write(true)) {
            writer.add(List.of(threadEntry(ada, thread)));
            for (int piece = 0; piece < 5; piece++) {
                int from = piece * 100;
                writer.add(IntStream.range(from, from + 100)
                        .<ArchiveEntry>mapToObj(n -> new ArchiveEntry.StoredItem(message(thread, "msg_" + n)))
                        .toList());
                if (piece % 2 == 0) {
                    writer.commit();
                }
            }
            writer.commit();
        }
        assertEquals(IntStream.range(0, 500).mapToObj(n -> "msg_" + n).toList(), itemIds(ada, thread));
        assertEquals(501, nextPosition(ada, thread), "a later item is appended");
    }

    @Test
    default void write_keepsTimesAndOpportunityLinks() {
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
                List.of(WriteOutcome.ADDED, WriteOutcome.ADDED, WriteOutcome.ADDED),
                write(List.of(threadEntry(ada, linked), threadEntry(ada, unlinked), threadEntry(ada, noDomains))));
        StoreAssertions.assertEquivalent(linked, store().loadThread(ada, linked.id()));
        StoreAssertions.assertEquivalent(unlinked, store().loadThread(ada, unlinked.id()));
        StoreAssertions.assertEquivalent(noDomains, store().loadThread(ada, noDomains.id()));
        assertEquals(List.of(linked.id(), noDomains.id(), unlinked.id()), threadIds(ada));
    }

    @Test
    default void readAndWrite_preserveEveryAcceptedJson() {
        var ada = newUser();
        var thread = newThread();
        List<ArchiveEntry> entries = new ArrayList<>();
        entries.add(threadEntry(ada, thread));
        JsonSamples.accepted()
                .forEach((name, json) -> entries.add(new ArchiveEntry.StoredItem(
                        new ThreadItem(name, thread.id(), "unheard_of", clock().instant(), json))));
        assertEquals(Collections.nCopies(entries.size(), WriteOutcome.ADDED), write(entries));
        List<ArchiveEntry> read = read(ada);
        assertEquals(Collections.nCopies(entries.size(), WriteOutcome.ALREADY_THERE), write(read));
        deleteAll(ada);
        write(read);
        assertEquals(read, read(ada));
    }

    @Test
    default void writeWithForeignIds_isRejectedAndChangesNothing() {
        var ada = newUser();
        createArchiveSample(ada);
        List<ArchiveEntry> before = read(ada);
        var eve = newUser();
        List<ArchiveEntry> stolen = before.stream()
                .map(archiveEntry -> reassigned(eve, archiveEntry))
                .toList();
        List<WriteOutcome> outcomes = write(stolen);
        for (int i = 0; i < stolen.size(); i++) {
            WriteOutcome expected = switch (stolen.get(i)) {
                case ArchiveEntry.OwnedOpportunity opportunity -> WriteOutcome.ID_TAKEN;
                case ArchiveEntry.ActiveSelection active -> WriteOutcome.NO_OPPORTUNITY;
                case ArchiveEntry.OwnedThread thread -> WriteOutcome.ID_TAKEN;
                case ArchiveEntry.StoredItem item -> WriteOutcome.NO_THREAD;
                case ArchiveEntry.ItemFeedback feedback -> WriteOutcome.NO_THREAD;
                case ArchiveEntry.OwnedAttachment(String user, var attachment) ->
                    attachment.threadId() == null ? WriteOutcome.ID_TAKEN : WriteOutcome.NO_THREAD;
                case ArchiveEntry.PlacedHold hold -> throw new IllegalStateException("of no user");
            };
            assertEquals(expected, outcomes.get(i), "" + stolen.get(i));
        }
        assertEquals(List.of(), read(eve));
        assertEquals(before, read(ada));
    }

    @Test
    default void writeOfDifferentContent_keepsStoredEntry() {
        var ada = newUser();
        createArchiveSample(ada);
        List<ArchiveEntry> before = read(ada);
        for (ArchiveEntry archiveEntry : before) {
            modified(archiveEntry).ifPresent(changed -> {
                WriteOutcome expected = changed instanceof ArchiveEntry.ActiveSelection
                        ? WriteOutcome.ANOTHER_ACTIVE
                        : WriteOutcome.DIFFERENT;
                assertEquals(expected, write(withThread(before, changed)).getLast(), "" + changed);
            });
        }
        assertEquals(before, read(ada));
    }

    @Test
    default void writeOfThread_ignoresUpdatedAtInComparison() {
        var ada = newUser();
        var thread = addThread(ada);
        var given = threadEntry(ada, thread.withUpdatedAt(thread.updatedAt().plusSeconds(100)));
        assertEquals(List.of(WriteOutcome.ALREADY_THERE), write(List.of(given)));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
    }

    @Test
    default void writeOfExistingThread_appendsMissingItems() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        var later = store().loadThread(ada, thread.id())
                .withUpdatedAt(clock().instant().plusSeconds(60));
        List<ArchiveEntry> longer = new ArrayList<>(List.of(threadEntry(ada, later)));
        for (int n = 1; n <= 4; n++) {
            longer.add(new ArchiveEntry.StoredItem(message(thread, "msg_" + n)));
        }
        assertEquals(
                List.of(
                        WriteOutcome.ALREADY_THERE,
                        WriteOutcome.ALREADY_THERE,
                        WriteOutcome.ALREADY_THERE,
                        WriteOutcome.ADDED,
                        WriteOutcome.ADDED),
                write(longer));
        assertEquals(List.of("msg_1", "msg_2", "msg_3", "msg_4"), itemIds(ada, thread));
        assertEquals(later.updatedAt(), store().loadThread(ada, thread.id()).updatedAt());
        assertEquals(5, nextPosition(ada, thread));
    }

    @Test
    default void missingItemBeforeStoredItem_isNotAppended() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        store().deleteItem(ada, thread.id(), "msg_2");
        List<ArchiveEntry> entries = new ArrayList<>(List.of(threadEntry(ada, store().loadThread(ada, thread.id()))));
        for (String id : List.of("msg_1", "msg_2", "msg_3", "msg_4")) {
            entries.add(new ArchiveEntry.StoredItem(message(thread, id)));
        }
        assertEquals(
                List.of(
                        WriteOutcome.ALREADY_THERE,
                        WriteOutcome.ALREADY_THERE,
                        WriteOutcome.DIVERGED,
                        WriteOutcome.ALREADY_THERE,
                        WriteOutcome.ADDED),
                write(entries));
        assertEquals(List.of("msg_1", "msg_3", "msg_4"), itemIds(ada, thread));
    }

    @Test
    default void writeWithoutReferencedEntry_reportsWhichIsMissing() {
        var ada = newUser();
        var thread = newThread();
        var elsewhere = newOpportunity(newUser());
        assertEquals(
                List.of(
                        WriteOutcome.NO_OPPORTUNITY,
                        WriteOutcome.NO_OPPORTUNITY,
                        WriteOutcome.NO_THREAD,
                        WriteOutcome.NO_THREAD,
                        WriteOutcome.NO_THREAD),
                write(List.of(
                        new ArchiveEntry.ActiveSelection(ada.userId(), "opp_none"),
                        threadEntry(ada, thread.withOpportunityId(elsewhere.id())),
                        new ArchiveEntry.StoredItem(message(thread, "msg_1")),
                        new ArchiveEntry.ItemFeedback(
                                new Feedback(thread.id(), "msg_1", FeedbackKind.POSITIVE, clock().instant())),
                        new ArchiveEntry.OwnedAttachment(ada.userId(), attachment(thread)))));
        assertEquals(
                List.of(WriteOutcome.ADDED, WriteOutcome.ADDED, WriteOutcome.NO_ITEM, WriteOutcome.NO_ITEM),
                write(List.of(
                        threadEntry(ada, thread),
                        new ArchiveEntry.StoredItem(hidden(thread, "hid_1")),
                        new ArchiveEntry.ItemFeedback(
                                new Feedback(thread.id(), "hid_1", FeedbackKind.POSITIVE, clock().instant())),
                        new ArchiveEntry.ItemFeedback(
                                new Feedback(thread.id(), "none", FeedbackKind.POSITIVE, clock().instant())))));
    }

    @Test
    default void writeOfAttachmentToForeignThread_isRejected() {
        var ada = newUser();
        var thread = addThread(ada);
        List<ArchiveEntry> before = read(ada);
        assertEquals(
                List.of(WriteOutcome.ALREADY_THERE, WriteOutcome.NO_THREAD),
                write(List.of(
                        threadEntry(ada, thread),
                        new ArchiveEntry.OwnedAttachment(newUser().userId(), attachment(thread)))));
        assertEquals(before, read(ada));
    }

    @Test
    default void readAfterThread_returnsRemainingThreads() {
        var ada = newUser();
        newOpportunity(ada);
        var threads = Stream.generate(() -> {
                    clock().tick();
                    return addThread(ada);
                })
                .limit(4)
                .toList();
        store().saveAttachment(ada, unsentAttachment());
        List<ArchiveEntry> all = read(ada);
        List<ArchiveEntry> rest = read(new Selection(ada, threads.get(1).id()));
        assertEquals(all.size() - 2, rest.size());
        assertTrue(all.containsAll(rest));
        assertFalse(rest.contains(threadEntry(ada, threads.get(1))));
        assertTrue(rest.contains(threadEntry(ada, threads.get(2))));
    }

    @Test
    default void readOfAllUsers_returnsEntriesWithOwners() {
        var ada = newUser();
        var eve = newUser();
        createArchiveSample(ada);
        createArchiveSample(eve);
        List<ArchiveEntry> all = read(new Selection(null, null));
        assertTrue(all.containsAll(read(ada)));
        assertTrue(all.containsAll(read(eve)));
        List<String> threads = all.stream()
                .flatMap(archiveEntry -> archiveEntry instanceof ArchiveEntry.OwnedThread(String user, var thread)
                                && (user.equals(ada.userId()) || user.equals(eve.userId()))
                        ? Stream.of(thread.id())
                        : Stream.of())
                .toList();
        assertEquals(6, threads.size());
        assertEquals(threads.stream().sorted().toList(), threads);
    }

    @Test
    default void read_seesOneSnapshot() throws IOException {
        var ada = newUser();
        createArchiveSample(ada);
        List<ArchiveEntry> before = read(ada);
        List<ArchiveEntry> read = new ArrayList<>();
        archive().read(new Selection(ada, null), archiveEntry -> {
            if (archiveEntry instanceof ArchiveEntry.OwnedThread(String user, var thread)) {
                addMessage(ada, thread, "late");
                newOpportunity(ada);
            }
            read.add(archiveEntry);
        });
        assertEquals(before, read);
    }

    @Test
    default void read_propagatesExceptionOfSink() {
        var ada = newUser();
        createArchiveSample(ada);
        var stop = assertThrows(
                IOException.class,
                () -> archive().read(new Selection(ada, null), archiveEntry -> {
                    throw new IOException("enough");
                }));
        assertEquals("enough", stop.getMessage());
    }

    /** Creates records of every type. */
    private void createArchiveSample(Caller caller) {
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
        store().saveAttachment(caller, unsentAttachment());
    }

    private Attachment unsentAttachment() {
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

    private void deleteAll(Caller caller) {
        for (ArchiveEntry archiveEntry : read(caller)) {
            switch (archiveEntry) {
                case ArchiveEntry.OwnedOpportunity(String user, var opportunity) ->
                    opportunities().deleteOpportunity(caller, opportunity.id());
                case ArchiveEntry.OwnedThread(String user, var thread) -> store().deleteThread(caller, thread.id());
                case ArchiveEntry.OwnedAttachment(String user, var attachment) ->
                    store().deleteAttachment(caller, attachment.id());
                default -> {}
            }
        }
    }

    /** The entry, preceded by the thread that it refers to. */
    private static List<ArchiveEntry> withThread(List<ArchiveEntry> all, ArchiveEntry archiveEntry) {
        String threadId = switch (archiveEntry) {
            case ArchiveEntry.StoredItem(var item) -> item.threadId();
            case ArchiveEntry.ItemFeedback(var feedback) -> feedback.threadId();
            case ArchiveEntry.OwnedAttachment(String user, var attachment) -> attachment.threadId();
            default -> null;
        };
        return Stream.concat(
                        all.stream()
                                .filter(other -> other instanceof ArchiveEntry.OwnedThread(String user, var thread)
                                        && thread.id().equals(threadId)),
                        Stream.of(archiveEntry))
                .toList();
    }

    private static Optional<ArchiveEntry> modified(ArchiveEntry archiveEntry) {
        return switch (archiveEntry) {
            case ArchiveEntry.OwnedOpportunity(String user, Opportunity opportunity) ->
                Optional.of(new ArchiveEntry.OwnedOpportunity(
                        user, opportunity.withDetails(OpportunityDetails.named("Other"))));
            case ArchiveEntry.ActiveSelection(String user, String id) ->
                Optional.of(new ArchiveEntry.ActiveSelection(user, "opp_other"));
            case ArchiveEntry.OwnedThread(String user, ChatThread thread) ->
                Optional.of(new ArchiveEntry.OwnedThread(user, thread.withTitle("Other")));
            case ArchiveEntry.StoredItem(ThreadItem item) ->
                Optional.of(new ArchiveEntry.StoredItem(item.withContent("{\"other\":1}")));
            case ArchiveEntry.ItemFeedback(Feedback f) ->
                Optional.of(new ArchiveEntry.ItemFeedback(
                        new Feedback(f.threadId(), f.itemId(), FeedbackKind.NEGATIVE, f.createdAt())));
            case ArchiveEntry.OwnedAttachment(String user, Attachment attachment) ->
                Optional.of(new ArchiveEntry.OwnedAttachment(user, attachment.withSize(1)));
            case ArchiveEntry.PlacedHold hold -> throw new IllegalStateException("of no user");
        };
    }

    private static ArchiveEntry reassigned(Caller caller, ArchiveEntry archiveEntry) {
        return switch (archiveEntry) {
            case ArchiveEntry.OwnedOpportunity(String user, var opportunity) ->
                new ArchiveEntry.OwnedOpportunity(caller.userId(), opportunity);
            case ArchiveEntry.ActiveSelection(String user, String id) ->
                new ArchiveEntry.ActiveSelection(caller.userId(), id);
            case ArchiveEntry.OwnedThread(String user, var thread) ->
                new ArchiveEntry.OwnedThread(caller.userId(), thread);
            case ArchiveEntry.OwnedAttachment(String user, var attachment) ->
                new ArchiveEntry.OwnedAttachment(caller.userId(), attachment);
            case ArchiveEntry.StoredItem item -> item;
            case ArchiveEntry.ItemFeedback feedback -> feedback;
            case ArchiveEntry.PlacedHold hold -> hold;
        };
    }

    private static ArchiveEntry threadEntry(Caller caller, ChatThread thread) {
        return new ArchiveEntry.OwnedThread(caller.userId(), thread);
    }

    private List<WriteOutcome> write(List<ArchiveEntry> entries) {
        try (var writer = archive().write(true)) {
            List<WriteOutcome> outcomes = writer.add(entries);
            writer.commit();
            return outcomes;
        }
    }

    private List<ArchiveEntry> read(Caller caller) {
        return read(new Selection(caller, null));
    }

    private List<ArchiveEntry> read(Selection selection) {
        List<ArchiveEntry> entries = new ArrayList<>();
        try {
            archive().read(selection, entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
