package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.search.ItemText;
import ee.chatkit.store.SearchPages;
import ee.chatkit.store.SearchPosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Reads candidates of {@link JpaSearch}, some at a time, and examines them. Longer texts are read one by one. */
final class SearchTexts {
    private static final int CHUNK = 50;

    /** The length of a text in bytes up to which it is read with others. */
    private static final int SHORT = 64 * 1024;

    private static final String THREADS = "select " + ThreadEntity.COLUMNS
            + " from chatkit_threads t where t.id = any(?) and t.user_id = ?";

    private static final String ITEMS = """
        with given as materialized (select thread_id, seq from unnest(?, ?) as g (thread_id, seq))
        select i.thread_id, i.seq, i.id, i.item_type, i.created_at,\
        """
            + " " + PagedQuery.shortJson("i.content", "i.content", SHORT) + """
         from given g join chatkit_thread_items i on i.thread_id = g.thread_id and i.seq = g.seq
        join chatkit_threads t on t.id = i.thread_id where t.user_id = ?\
        """;

    private static final String CONTENT = """
        select i.content from chatkit_thread_items i join chatkit_threads t on t.id = i.thread_id
        where i.thread_id = ? and i.seq = ? and t.user_id = ?\
        """;

    private final StatelessSession session;
    private final Caller caller;
    private final @Nullable String opportunityId;

    SearchTexts(StatelessSession session, Caller caller, @Nullable String opportunityId) {
        this.session = session;
        this.caller = caller;
        this.opportunityId = opportunityId;
    }

    /**
     * An item as it is stored now.
     *
     * @param content null if it is long
     */
    private record Found(
            String threadId,
            long position,
            String id,
            String type,
            Instant createdAt,
            @Nullable String content) {
        static Found of(ResultSet row) throws SQLException {
            return new Found(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    JdbcStatements.time(row, 5),
                    row.getString(6));
        }

        ThreadItem item(String text) {
            return new ThreadItem(id, threadId, type, createdAt, text);
        }
    }

    private record Place(String threadId, long position) {}

    /** Examines candidates in their order; returns whether the page has taken all of them. */
    boolean examine(Collection<SearchPosition> candidates, SearchPages page) {
        List<SearchPosition> all = List.copyOf(candidates);
        for (int begin = 0; begin < all.size(); begin += CHUNK) {
            if (page.isFull() || !examineSome(all.subList(begin, Math.min(all.size(), begin + CHUNK)), page)) {
                return false;
            }
        }
        return true;
    }

    private boolean examineSome(List<SearchPosition> candidates, SearchPages page) {
        Map<String, ChatThread> threads = threads(candidates);
        Map<Place, Found> items = items(candidates.stream()
                .filter(candidate -> candidate.position() > 0 && threads.containsKey(candidate.threadId()))
                .toList());
        for (SearchPosition candidate : candidates) {
            ChatThread thread = threads.get(candidate.threadId());
            Found found = items.get(new Place(candidate.threadId(), candidate.position()));
            boolean taken = !page.isFull();
            if (taken && thread != null && candidate.position() == 0) {
                taken = page.examine(candidate, thread, null);
            } else if (taken && thread != null && found != null && ItemText.SEARCHED_TYPES.contains(found.type)) {
                taken = page.examine(candidate, thread, found.item(content(found)));
            } else if (taken) {
                page.skip(candidate, 0); // deleted meanwhile
            }
            if (!taken) {
                return false;
            }
        }
        return true;
    }

    private Map<String, ChatThread> threads(List<SearchPosition> candidates) {
        String[] ids = candidates.stream()
                .map(SearchPosition::threadId)
                .distinct()
                .toArray(String[]::new);
        Map<String, ChatThread> threads = new HashMap<>();
        for (ChatThread thread : JdbcStatements.list(session, THREADS, JpaThreads::read, ids, caller.userId())) {
            if (opportunityId == null || opportunityId.equals(thread.opportunityId())) {
                threads.put(thread.id(), thread);
            }
        }
        return threads;
    }

    private Map<Place, Found> items(List<SearchPosition> candidates) {
        if (candidates.isEmpty()) {
            return Map.of();
        }
        List<String> threadIds = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (SearchPosition candidate : candidates) {
            threadIds.add(candidate.threadId());
            positions.add(candidate.position());
        }
        Map<Place, Found> items = new HashMap<>();
        for (Found found : JdbcStatements.list(
                session,
                ITEMS,
                Found::of,
                threadIds.toArray(String[]::new),
                positions.toArray(Long[]::new),
                caller.userId())) {
            items.put(new Place(found.threadId, found.position), found);
        }
        return items;
    }

    private String content(Found found) {
        return found.content != null
                ? found.content
                : Objects.requireNonNullElse(
                        JdbcStatements.one(
                                session,
                                CONTENT,
                                row -> row.getString(1),
                                found.threadId,
                                found.position,
                                caller.userId()),
                        "{}");
    }
}
