package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Page;
import ee.chatkit.search.Grams;
import ee.chatkit.search.ItemText;
import ee.chatkit.search.SearchHit;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Search;
import ee.chatkit.store.SearchPages;
import ee.chatkit.store.SearchPosition;
import ee.chatkit.store.SearchRequest;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.schema.Causes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * {@link Search} in PostgreSQL.
 *
 * <p><b>Candidates</b> are the items of the index whose grams contain all of the query, and those that are not in the index yet,
 * newest first. Their texts are read and compared, so neither false nor stale entries of the index are seen. What is not indexed is
 * read before what is: an item that is indexed in between is found twice, and examined once.
 *
 * <p><b>Plans.</b> For words that few items have, PostgreSQL intersects the lists of their grams; for words that most items have, it
 * follows the index of the user's times until there are enough; so it does for users who have few items. Which one is better depends on
 * user and words, so each statement is planned for them, never for unknown ones.
 */
final class JpaSearch implements Search {
    /**
     * The numbers of candidates that are read of the index at a time, without their texts: constants, as few as there are plans. The
     * first time no more than the page needs, because to follow the index of times costs the more the farther it goes.
     */
    private static final int[] BATCHES = {25, 60, 110, 200};

    /** How many more candidates are read than hits are needed: some are none. */
    private static final int SPARE = 5;

    private static final long MAX_CHARACTERS = 4 * 1024 * 1024;

    private static final SearchPosition BEGIN =
            new SearchPosition(Instant.parse("9999-12-31T23:59:59.999999Z"), "\uD7FF", Long.MAX_VALUE);

    /**
     * Until the end of the transaction, which may be an application's; see {@link #RESET}. Returns no row: each setting is made,
     * because none is null. So it is sent with the statements behind it, which are planned after it is executed.
     */
    private static final String SET = """
        select '', 0, now()
        where set_config('chatkit.other_timeout', coalesce(nullif(current_setting('chatkit.other_timeout', true), ''),
                current_setting('statement_timeout')), true) is null
            or set_config('statement_timeout', ?, true) is null
            or set_config('chatkit.search_grams', ?, true) is null
            or set_config('plan_cache_mode', 'force_custom_plan', true) is null
            or set_config('jit', 'off', true) is null;\
        """;

    private static final String RESET = """
        select set_config('statement_timeout', current_setting('chatkit.other_timeout'), true),
            set_config('chatkit.other_timeout', '', true), set_config('chatkit.search_grams', '', true),
            set_config('plan_cache_mode', 'auto', true), set_config('jit', 'on', true)\
        """;

    private static final String IN_OPPORTUNITY = " and t.opportunity_id = ?";

    /** The conditions are those of the index {@code chatkit_threads_unindexed}. */
    private static final String UNINDEXED =
            "from chatkit_threads t where t.user_id = ? and (t.indexed_seq < t.last_seq or not t.title_indexed)";

    private static final String UNINDEXED_ITEMS = """
        ) select i.thread_id, i.seq, i.created_at from recent p
        join chatkit_thread_items i on i.thread_id = p.id and i.seq > p.indexed_seq
        where i.item_type in (%s) and (i.created_at, i.thread_id collate "C", i.seq) < (?, ?, ?)
        order by i.created_at desc, i.thread_id collate "C" desc, i.seq desc limit\
        """.formatted(types()) + " " + MAX_UNINDEXED;

    private static final String UNINDEXED_TITLES = """
         and not t.title_indexed and t.title is not null
            and (t.created_at, t.id collate "C", 0::bigint) < (?, ?, ?)
        order by t.created_at desc, t.id collate "C" desc limit\
        """ + " " + MAX_UNINDEXED_THREADS;

    private static final String INDEXED = """
        select s.thread_id, s.seq, s.created_at from chatkit_search s
        where s.user_id = ? and s.grams @> cast(? as smallint[])
            and (s.created_at, s.thread_id collate "C", s.seq) < (?, ?, ?)
        order by s.created_at desc, s.thread_id collate "C" desc, s.seq desc limit\
        """;

    private static final String OPPORTUNITY_EXISTS = "select 1 from opportunities where id = ? and user_id = ?";

    private final Database database;
    private final String timeout;

    JpaSearch(Database database, Duration timeout) {
        this.database = database;
        this.timeout = String.valueOf(timeout.toMillis());
    }

    static String types() {
        return ItemText.SEARCHED_TYPES.stream().sorted().collect(Collectors.joining("', '", "'", "'"));
    }

    @Override
    public Page<SearchHit> search(Caller caller, SearchRequest request) {
        String opportunityId = request.opportunityId();
        if (opportunityId != null
                && !database.read(
                        caller,
                        session -> JdbcStatements.any(session, OPPORTUNITY_EXISTS, opportunityId, caller.userId()))) {
            throw new NotFoundException(ResourceType.OPPORTUNITY, opportunityId);
        }
        if (request.query().isEmpty()) {
            return new Page<>(List.of(), null);
        }
        try {
            boolean joins = database.isInCallersTransaction(); // asked before: the own one is none of the caller's
            return database.readTransaction(caller, session -> {
                Page<SearchHit> page = search(session, caller, request);
                if (joins) {
                    JdbcStatements.any(session, RESET);
                }
                return page;
            });
        } catch (UnavailableException e) {
            throw "57014".equals(Causes.state(e)) // cancelled
                    ? new UnavailableException(
                            "the search took too long and was ended; search for longer or more words, or in an"
                                    + " opportunity",
                            e)
                    : e;
        }
    }

    private Page<SearchHit> search(StatelessSession session, Caller caller, SearchRequest request) {
        String grams = grams(request);
        var page = new SearchPages(request, MAX_CANDIDATES, MAX_CHARACTERS);
        SearchPosition after = request.after() == null ? BEGIN : request.after();
        var texts = new SearchTexts(session, caller, request.opportunityId(), request.limit() + SPARE);
        int batch = Arrays.stream(BATCHES)
                .filter(size -> size >= request.limit() + SPARE)
                .findFirst()
                .orElseThrow();
        while (after != null) {
            Candidates candidates = candidates(session, caller, request, grams, after, batch);
            boolean all = texts.examine(candidates.positions, page);
            batch = BATCHES[BATCHES.length - 1];
            after = candidates.end;
            if (!all || (after != null && page.isFull())) {
                page.hasMore();
                break;
            }
        }
        return page.page();
    }

    /** As an array of PostgreSQL. */
    private static String grams(SearchRequest request) {
        var grams = new Grams();
        grams.addAll(request.query().grams());
        if (request.opportunityId() != null) {
            grams.addOpportunity(request.opportunityId());
        }
        return array(grams);
    }

    /** As an array of PostgreSQL. */
    static String array(Grams grams) {
        var text = new StringBuilder("{");
        for (short gram : grams.toArray()) {
            text.append(text.length() > 1 ? "," : "").append(gram);
        }
        return text.append('}').toString();
    }

    /**
     * Positions, newest first.
     *
     * @param end the position up to which all candidates are among them; null if these are all that there are
     */
    private record Candidates(
            NavigableSet<SearchPosition> positions,
            @Nullable SearchPosition end) {
        /** A list that is as long as its limit ends where what it lacks begins. */
        static Candidates of(List<List<SearchPosition>> lists, List<Integer> limits) {
            SearchPosition end = null;
            NavigableSet<SearchPosition> positions = new TreeSet<>(Collections.reverseOrder());
            for (int i = 0; i < lists.size(); i++) {
                List<SearchPosition> list = lists.get(i);
                positions.addAll(list);
                if (list.size() >= limits.get(i)
                        && (end == null || list.getLast().compareTo(end) > 0)) {
                    end = list.getLast();
                }
            }
            return new Candidates(end == null ? positions : positions.headSet(end, true), end);
        }
    }

    private Candidates candidates(
            StatelessSession session,
            Caller caller,
            SearchRequest request,
            String grams,
            SearchPosition after,
            int batch) {
        String opportunityId = request.opportunityId();
        List<Object> whose = opportunityId == null ? List.of(caller.userId()) : List.of(caller.userId(), opportunityId);
        String threads = opportunityId == null ? UNINDEXED : UNINDEXED + IN_OPPORTUNITY;
        String sql = SET + "with recent as materialized (select t.id, t.indexed_seq " + threads
                + " order by t.updated_at desc limit " + MAX_UNINDEXED_THREADS + UNINDEXED_ITEMS
                + "; select t.id, 0, t.created_at " + threads + UNINDEXED_TITLES
                + "; " + INDEXED + " " + batch;
        List<Object> parameters = new ArrayList<>(List.of(timeout, grams));
        parameters.addAll(parameters(whose, after));
        parameters.addAll(parameters(whose, after));
        parameters.addAll(parameters(List.of(caller.userId(), grams), after));
        List<List<SearchPosition>> lists =
                JdbcStatements.lists(session, sql, JpaSearch::position, parameters.toArray());
        return Candidates.of(lists.subList(1, 4), List.of(MAX_UNINDEXED, MAX_UNINDEXED_THREADS, batch));
    }

    private static List<Object> parameters(List<Object> first, SearchPosition after) {
        List<Object> parameters = new ArrayList<>(first);
        parameters.addAll(List.of(after.createdAt(), after.threadId(), after.position()));
        return parameters;
    }

    private static SearchPosition position(ResultSet row) throws SQLException {
        return new SearchPosition(JdbcStatements.time(row, 3), row.getString(1), row.getLong(2));
    }
}
