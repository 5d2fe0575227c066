package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.search.ItemText;
import ee.chatkit.search.SearchHit;
import ee.chatkit.store.Search;
import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.SearchPages;
import ee.chatkit.store.SearchPosition;
import ee.chatkit.store.SearchRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Search} in memory, which has no index: it looks at each item, without the lock. */
final class MemorySearch implements Search, SearchIndex {
    /** More than the limit of the contract, because candidates are not those of an index. */
    private static final int MAX_EXAMINED = 20_000;

    private static final long MAX_CHARACTERS = 16 * 1024 * 1024;

    private final StoreLock lock;
    private final MemoryOpportunityStore opportunities;
    private final MemoryThreads threads;

    MemorySearch(StoreLock lock, MemoryOpportunityStore opportunities, MemoryThreads threads) {
        this.lock = lock;
        this.opportunities = opportunities;
        this.threads = threads;
    }

    /** An item, or the title of its thread if it is null. */
    private record Candidate(
            SearchPosition position,
            ChatThread thread,
            @Nullable ThreadItem item) {}

    @Override
    public Page<SearchHit> search(Caller caller, SearchRequest request) {
        List<Candidate> candidates = new ArrayList<>(lock.call(() -> candidates(caller, request)));
        var page = new SearchPages(request, MAX_EXAMINED, MAX_CHARACTERS);
        if (request.query().isEmpty()) {
            return page.page();
        }
        candidates.sort(Comparator.comparing(Candidate::position).reversed());
        for (Candidate candidate : candidates) {
            if (page.isFull()) {
                page.hasMore();
                break;
            }
            page.examine(candidate.position, candidate.thread, candidate.item);
        }
        return page.page();
    }

    private List<Candidate> candidates(Caller caller, SearchRequest request) {
        String opportunityId = request.opportunityId();
        if (opportunityId != null) {
            opportunities.load(caller, opportunityId);
        }
        SearchPosition after = request.after();
        return threads.of(caller).stream()
                .filter(thread -> opportunityId == null
                        || opportunityId.equals(thread.thread().opportunityId()))
                .flatMap(MemorySearch::candidates)
                .filter(candidate -> after == null || candidate.position.compareTo(after) < 0)
                .toList();
    }

    private static Stream<Candidate> candidates(MemoryThread found) {
        ChatThread thread = found.thread();
        var title = new Candidate(new SearchPosition(thread.createdAt(), thread.id(), 0), thread, null);
        return Stream.concat(
                thread.title() == null ? Stream.empty() : Stream.of(title),
                found.itemsByPosition().entrySet().stream()
                        .filter(entry -> ItemText.SEARCHED_TYPES.contains(
                                entry.getValue().type()))
                        .map(entry -> new Candidate(
                                new SearchPosition(entry.getValue().createdAt(), thread.id(), entry.getKey()),
                                thread,
                                entry.getValue())));
    }

    @Override
    public IndexRun indexNext(int limit) {
        return new IndexRun(0, false, false);
    }

    @Override
    public long countUnindexed(long max) {
        return 0;
    }
}
