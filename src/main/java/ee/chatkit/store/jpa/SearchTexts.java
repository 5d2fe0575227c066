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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Reads candidates of {@link JpaSearch}, some at a time, and examines them. Longer texts are read one by one. */
final class SearchTexts {
    private static final int MAX_CHUNK = 100;

    /** The length of a text in bytes up to which it is read with others. */
    private static final int SHORT = 64 * 1024;

    /** A row without an item for a title, and for an item that is not there any more. */
    private static final String TEXTS = """
            with given as materialized (select thread_id, seq from unnest(?, ?) as g (thread_id, seq))
            select\
            """
            + " " + ThreadEntity.COLUMNS + ", g.seq, i.id, i.item_type, i.created_at, "
            + PagedQuery.shortJson("i.content", "i.content", SHORT) + """
             from given g join chatkit_threads t on t.id = g.thread_id
            left join chatkit_thread_items i on i.thread_id = t.id and i.seq = g.seq
            where t.user_id = ?\
            """;

    /** The number of the column of the position in {@link #TEXTS}, which those of the item follow. */
    private static final int POSITION = ThreadEntity.COLUMN_COUNT + 1;

    private static final String CONTENT = """
        select i.content from chatkit_thread_items i join chatkit_threads t on t.id = i.thread_id
        where i.thread_id = ? and i.seq = ? and t.user_id = ?\
        """;

    private final StatelessSession session;
    private final Caller caller;
    private final @Nullable String opportunityId;

    /** How many are read next: at first as many as the page probably needs. */
    private int next;

    SearchTexts(StatelessSession session, Caller caller, @Nullable String opportunityId, int first) {
        this.next = Math.min(MAX_CHUNK, first);
        this.session = session;
        this.caller = caller;
        this.opportunityId = opportunityId;
    }

    /** A candidate as it is stored now. */
    private record Found(ChatThread thread, @Nullable FoundItem item) {
        static Found of(ResultSet row) throws SQLException {
            return new Found(JpaThreads.read(row), row.getString(POSITION + 1) == null ? null : FoundItem.of(row));
        }
    }

    /** @param content null if it is long */
    private record FoundItem(
            long position,
            String id,
            String type,
            Instant createdAt,
            @Nullable String content) {
        static FoundItem of(ResultSet row) throws SQLException {
            return new FoundItem(
                    row.getLong(POSITION),
                    row.getString(POSITION + 1),
                    row.getString(POSITION + 2),
                    JdbcStatements.time(row, POSITION + 3),
                    row.getString(POSITION + 4));
        }
    }

    private record Place(String threadId, long position) {}

    /** Examines candidates in their order; returns whether the page has taken all of them. */
    boolean examine(Collection<SearchPosition> candidates, SearchPages page) {
        List<SearchPosition> rest = List.copyOf(candidates);
        while (!rest.isEmpty()) {
            if (page.isFull()) {
                return false;
            }
            int chunk = Math.min(rest.size(), next);
            next = MAX_CHUNK;
            Map<Place, Found> texts = read(rest.subList(0, chunk));
            for (SearchPosition candidate : rest.subList(0, chunk)) {
                if (page.isFull()) {
                    return false;
                }
                examine(candidate, texts.get(new Place(candidate.threadId(), candidate.position())), page);
            }
            rest = rest.subList(chunk, rest.size());
        }
        return true;
    }

    private void examine(SearchPosition candidate, @Nullable Found found, SearchPages page) {
        FoundItem item = found == null ? null : found.item;
        if (found == null || !isInOpportunity(found.thread)) {
            page.skip(candidate, 0);
        } else if (candidate.position() == 0) {
            page.examine(candidate, found.thread, null);
        } else if (item != null && ItemText.SEARCHED_TYPES.contains(item.type)) {
            String threadId = found.thread.id();
            page.examine(
                    candidate,
                    found.thread,
                    new ThreadItem(item.id, threadId, item.type, item.createdAt, content(threadId, item)));
        } else {
            page.skip(candidate, 0);
        }
    }

    private boolean isInOpportunity(ChatThread thread) {
        return opportunityId == null || opportunityId.equals(thread.opportunityId());
    }

    private Map<Place, Found> read(List<SearchPosition> candidates) {
        Map<Place, Found> texts = new HashMap<>();
        JdbcStatements.list(
                session,
                TEXTS,
                row -> {
                    texts.put(new Place(row.getString(1), row.getLong(POSITION)), Found.of(row));
                    return true;
                },
                candidates.stream().map(SearchPosition::threadId).toArray(String[]::new),
                candidates.stream().map(SearchPosition::position).toArray(Long[]::new),
                caller.userId());
        return texts;
    }

    private String content(String threadId, FoundItem item) {
        return item.content != null
                ? item.content
                : Objects.requireNonNullElse(
                        JdbcStatements.one(
                                session, CONTENT, row -> row.getString(1), threadId, item.position, caller.userId()),
                        "{}");
    }
}
