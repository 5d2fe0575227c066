package ee.chatkit.store.jpa;

/** The statements of {@link SearchIndexRun}, which are for the threads of all users. */
final class SearchIndexStatements {
    /** The number of threads that {@link #THREADS} returns at most. */
    static final int MAX_THREADS = 100;

    static final String UNINDEXED = "t.indexed_seq < t.last_seq or not t.title_indexed";

    static final String THREADS = """
        select t.id, t.user_id, t.opportunity_id, t.title, t.created_at, t.indexed_seq, t.last_seq, t.title_indexed,
            t.updated_at
        from chatkit_threads t where (%s) and (t.user_id, t.updated_at) > (?, ?)
        order by t.user_id, t.updated_at limit %d\
        """.formatted(UNINDEXED, MAX_THREADS);

    private static final String GIVEN = """
        with given as materialized (
            select thread_id, begin_seq, end_seq from unnest(?, ?, ?) as g (thread_id, begin_seq, end_seq))
        """;

    static final String ITEMS = GIVEN + """
        select i.thread_id, i.seq, i.xmin::text, i.created_at, i.item_type,
            case when i.item_type in (%s) then i.content end
        from given g join chatkit_thread_items i
            on i.thread_id = g.thread_id and i.seq > g.begin_seq and i.seq <= g.end_seq
        order by i.thread_id collate "C", i.seq\
        """.formatted(JpaSearch.types());

    static final String VERSIONS = GIVEN + """
        select i.thread_id, i.seq, i.xmin::text
        from given g join chatkit_thread_items i
            on i.thread_id = g.thread_id and i.seq > g.begin_seq and i.seq <= g.end_seq\
        """;

    static final String DELETE = GIVEN + """
        delete from chatkit_search s using given g
        where s.thread_id = g.thread_id and s.seq > g.begin_seq and s.seq <= g.end_seq returning 1\
        """;

    static final String INSERT = """
        insert into chatkit_search (thread_id, seq, user_id, created_at, grams)
        select g.thread_id, g.seq, g.user_id, g.created::timestamptz, g.grams::smallint[]
        from unnest(?, ?, ?, ?, ?) as g (thread_id, seq, user_id, created, grams)
        on conflict (thread_id, seq) do update set
            user_id = excluded.user_id, created_at = excluded.created_at, grams = excluded.grams
        returning 1\
        """;

    static final String LOCK_THREAD = """
        select id, indexed_seq, title_indexed, title, user_id from chatkit_threads where id = ?
        for no key update skip locked\
        """;

    static final String UPDATE = """
        with given as materialized (select id, indexed_seq from unnest(?, ?) as g (id, indexed_seq))
        update chatkit_threads t set indexed_seq = g.indexed_seq, title_indexed = true from given g where t.id = g.id
        returning 1\
        """;

    private SearchIndexStatements() {}
}
