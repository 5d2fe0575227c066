package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadFilter;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.Archive;
import ee.chatkit.store.WriteOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pinned, archived and labelled threads, and the lists that have only some. */
public interface OrganisingContract extends StoreContract {
    Archive archive();

    @Test
    default void newThread_isNotOrganised() {
        var ada = newUser();
        ChatThread stored = addThread(ada);
        assertFalse(stored.pinned());
        assertFalse(stored.archived());
        assertEquals(List.of(), stored.labels());
    }

    @Test
    default void updateThread_storesPinArchiveAndLabels() {
        var ada = newUser();
        var thread = addThread(ada);
        List<String> labels = List.of("offer", "Zürich", "a\"b\\c,{d}", "NULL", "🌉");
        ChatThread stored = organise(ada, thread, true, true, labels);
        assertEquals(thread.withPinned(true).withArchived(true).withLabels(labels), stored);
        assertEquals(stored, store().loadThread(ada, thread.id()));
        assertEquals(List.of(stored), store().listThreads(ada, everything()).data());
        assertEquals(thread, organise(ada, thread, false, false, List.of()));
        assertEquals(thread, store().loadThread(ada, thread.id()));
    }

    @Test
    default void addThread_storesPinArchiveAndLabels() {
        var ada = newUser();
        var thread = newThread().withPinned(true).withArchived(true).withLabels(List.of("a", "b"));
        assertEquals(thread, store().addThread(ada, thread));
        assertEquals(thread, store().loadThread(ada, thread.id()));
        var other = newThread().withLabels(List.of("c"));
        store().addThread(ada, other, message(other, "msg_1"), List.of());
        assertEquals(List.of("c"), store().loadThread(ada, other.id()).labels());
    }

    @Test
    default void saveThread_keepsPinArchiveAndLabels() {
        var ada = newUser();
        var thread = addThread(ada);
        ChatThread organised = organise(ada, thread, true, true, List.of("a"));
        assertEquals(organised.withTitle("T"), store().saveThread(ada, thread.withTitle("T")));
        assertEquals(organised.withTitle("T"), store().loadThread(ada, thread.id()));
    }

    @Test
    default void addItem_returnsOrganisedThread() {
        var ada = newUser();
        var thread = addThread(ada);
        organise(ada, thread, true, false, List.of("a"));
        ChatThread returned = store().addItem(ada, message(thread, "msg_1")).thread();
        assertTrue(returned.pinned());
        assertEquals(List.of("a"), returned.labels());
    }

    @Test
    default void labels_areStrippedAndDistinct() {
        var ada = newUser();
        var thread = addThread(ada);
        ChatThread stored = organise(ada, thread, false, false, List.of(" b ", "a", "b", "A"));
        assertEquals(List.of("b", "a", "A"), stored.labels());
    }

    @Test
    default void unacceptableLabels_areRejected() {
        var ada = newUser();
        var thread = addThread(ada);
        List<String> many = IntStream.range(0, 21).mapToObj(n -> "l" + n).toList();
        for (List<String> labels : List.of(
                List.of(" "), List.of("x".repeat(65)), List.of("a\nb"), List.of("a\0"), List.of("\ud800"), many)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> organise(ada, thread, false, false, labels),
                    labels::toString);
        }
        assertEquals(List.of(), store().loadThread(ada, thread.id()).labels());
        assertEquals(
                20,
                organise(ada, thread, false, false, many.subList(0, 20))
                        .labels()
                        .size());
        String longest = "🌉".repeat(64);
        assertEquals(
                List.of(longest),
                organise(ada, thread, false, false, List.of(longest)).labels());
    }

    @Test
    default void archive_carriesPinArchiveLabelsAndRetention() throws IOException {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        opportunities().updateOpportunity(ada, opportunity.id(), old -> old.withRetentionDays(30));
        var thread = addThread(ada, opportunity);
        organise(ada, thread, true, true, List.of("a", "b\"c\\,{}"));
        List<ArchiveEntry> before = read(ada);
        opportunities().deleteOpportunity(ada, opportunity.id());
        try (var writer = archive().write(true)) {
            writer.add(before);
            writer.commit();
        }
        assertEquals(before, read(ada));
        assertEquals(
                List.of("a", "b\"c\\,{}"), store().loadThread(ada, thread.id()).labels());
        assertEquals(30, opportunities().loadOpportunity(ada, opportunity.id()).retentionDays());
        organise(ada, thread, true, true, List.of("a"));
        try (var writer = archive().write(false)) {
            assertEquals(List.of(WriteOutcome.ALREADY_THERE, WriteOutcome.DIFFERENT), writer.add(before));
        }
    }

    private List<ArchiveEntry> read(Caller caller) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        archive().read(new Archive.Selection(caller, null), entries::add);
        return entries;
    }

    @Test
    default void listThreads_appliesEachFilter() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        List<ChatThread> threads = variousThreads(ada, opportunity);
        addThread(newUser());
        for (ThreadFilter filter : filters()) {
            assertListed(ada, filter, null, threads);
            assertListed(ada, filter, opportunity, threads);
        }
    }

    @Test
    default void activity_movesThreadInFilteredLists() {
        var ada = newUser();
        var first = addThread(ada);
        clock().advance(Duration.ofSeconds(1));
        var second = addThread(ada);
        organise(ada, first, true, true, List.of("a"));
        organise(ada, second, true, true, List.of("a"));
        var filter = new ThreadFilter(true, true, "a", ThreadFilter.Status.ACTIVE);
        assertEquals(List.of(second.id(), first.id()), listed(ada, filter, null, 10, SortOrder.DESC));
        clock().advance(Duration.ofSeconds(1));
        addMessage(ada, first, "msg_1");
        assertEquals(List.of(first.id(), second.id()), listed(ada, filter, null, 10, SortOrder.DESC));
    }

    @Test
    default void filteredList_goesOnBehindThreadThatIsNotInIt() {
        var ada = newUser();
        List<ChatThread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clock().advance(Duration.ofSeconds(1));
            threads.add(organise(ada, addThread(ada), true, false, List.of()));
        }
        organise(ada, threads.get(1), false, true, List.of());
        var filter = new ThreadFilter(null, true, null, null);
        var behind = PagedLists.after(threads.get(1).id(), 10, SortOrder.ASC);
        assertEquals(
                List.of(threads.get(2).id()),
                store().listThreads(ada, filter, behind).data().stream()
                        .map(ChatThread::id)
                        .toList());
    }

    private void assertListed(
            Caller caller, ThreadFilter filter, @Nullable Opportunity opportunity, List<ChatThread> threads) {
        List<String> expected = new ArrayList<>(threads.stream()
                .filter(filter::matches)
                .filter(thread -> opportunity == null || opportunity.id().equals(thread.opportunityId()))
                .map(ChatThread::id)
                .toList());
        String shown = filter + (opportunity == null ? "" : " in an opportunity");
        assertEquals(expected, listed(caller, filter, opportunity, 100, SortOrder.ASC), shown);
        assertEquals(expected, listed(caller, filter, opportunity, 3, SortOrder.ASC), shown);
        Collections.reverse(expected);
        assertEquals(expected, listed(caller, filter, opportunity, 3, SortOrder.DESC), shown);
    }

    private List<String> listed(
            Caller caller, ThreadFilter filter, @Nullable Opportunity opportunity, int limit, SortOrder order) {
        List<String> ids = new ArrayList<>();
        var request = PageRequest.first(limit, order);
        while (true) {
            var page = opportunity == null
                    ? store().listThreads(caller, filter, request)
                    : store().listThreads(caller, opportunity.id(), filter, request);
            page.data().forEach(thread -> ids.add(thread.id()));
            if (!page.hasMore()) {
                return ids;
            }
            request = request.next(page);
        }
    }

    /** Threads of all combinations, in the order of their activity; some in the opportunity. */
    private List<ChatThread> variousThreads(Caller caller, Opportunity opportunity) {
        List<ChatThread> threads = new ArrayList<>();
        List<ThreadStatus> statuses =
                List.of(ThreadStatus.ACTIVE, new ThreadStatus.Locked("r"), new ThreadStatus.Closed(null));
        for (int i = 0; i < 48; i++) {
            clock().advance(Duration.ofMillis(1));
            ChatThread thread = i % 5 < 3 ? addThread(caller, opportunity) : addThread(caller);
            ThreadStatus status = statuses.get(i % 3);
            List<String> labels = i % 4 == 0 ? List.of("a") : i % 4 == 1 ? List.of("b", "a") : List.of();
            int bits = i / 3;
            threads.add(store().updateThread(
                            caller,
                            thread.id(),
                            old -> old.withStatus(status)
                                    .withPinned(bits % 2 == 0)
                                    .withArchived(bits % 3 == 0)
                                    .withLabels(labels)));
        }
        return threads;
    }

    private static List<ThreadFilter> filters() {
        List<ThreadFilter> filters = new ArrayList<>();
        for (@Nullable Boolean archived : new @Nullable Boolean[] {null, true, false}) {
            for (@Nullable Boolean pinned : new @Nullable Boolean[] {null, true, false}) {
                for (@Nullable String label : new @Nullable String[] {null, "a", "b", "none"}) {
                    for (ThreadFilter.@Nullable Status status : new ThreadFilter.@Nullable Status[] {
                        null, ThreadFilter.Status.ACTIVE, ThreadFilter.Status.CLOSED
                    }) {
                        filters.add(new ThreadFilter(archived, pinned, label, status));
                    }
                }
            }
        }
        return filters;
    }

    private ChatThread organise(
            Caller caller, ChatThread thread, boolean pinned, boolean archived, List<String> labels) {
        return store().updateThread(
                        caller,
                        thread.id(),
                        old -> old.withPinned(pinned).withArchived(archived).withLabels(labels));
    }
}
