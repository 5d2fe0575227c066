package ee.chatkit.bench;

import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.search.Grams;
import ee.chatkit.search.SearchQuery;
import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.SearchRequest;
import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * What a search costs in a user's own 100,000 and 1,000,000 items, beside the best statement by hand on the same index; what the index
 * costs in space and time; and what it costs those who append.
 *
 * <p>Texts are of words with the frequencies of a language: of 12 words of a user, of 60 of an assistant. PostgreSQL does not wait for
 * the disk.
 *
 * <p>Arguments: numbers of items, each the total at which searches are measured.
 */
public final class SearchBench {
    private static final Caller CALLER = new Caller("bench");
    private static final Caller APPENDER = new Caller("appender");
    private static final int ITEMS_OF_A_THREAD = 20;
    private static final int BATCH = 2_000;
    private static final int WORDS = 50_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final DataSource pool;
    private final PostgresStores stores;
    private final String[] words = new String[WORDS];
    private final double[] cumulative = new double[WORDS];
    private final Random random = new Random(17);

    private SearchBench(DataSource pool, PostgresStores stores) {
        this.pool = pool;
        this.stores = stores;
        String[] syllables = "an ab er in de ge sch ti lo mar ver ung heit ka no pre so tal us bel fir dor men qui zu"
                .split(" ", -1);
        double sum = 0;
        for (int n = 0; n < WORDS; n++) {
            var word = new StringBuilder();
            for (int rest = n + 1; rest > 0; rest /= syllables.length) {
                word.append(syllables[rest % syllables.length]);
            }
            words[n] = word.toString();
            sum += 1.0 / (n + 5);
            cumulative[n] = sum;
        }
    }

    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = ScaleBench.postgres("1GB").start();
                HikariDataSource pool = StoreBench.pool(postgres.getPostgresDatabase());
                PostgresStores stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC())) {
            if (!stores.prepare()) {
                throw new IllegalStateException("no schema");
            }
            var bench = new SearchBench(pool, stores);
            int[] totals = args.length == 0
                    ? new int[] {100_000, 1_000_000}
                    : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
            bench.appends("of an empty database");
            int items = 0;
            for (int total : totals) {
                bench.fill(items, total);
                items = total;
                bench.index(total);
                bench.searches(total);
                bench.plans();
            }
            bench.appends("of a full database");
        }
    }

    private String text(int count) {
        var text = new StringBuilder();
        for (int n = 0; n < count; n++) {
            text.append(word()).append(n % 12 == 11 ? ". " : " ");
        }
        return text.toString();
    }

    private String word() {
        int found = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[WORDS - 1]);
        return words[Math.min(WORDS - 1, found < 0 ? -found - 1 : found)];
    }

    private void fill(int from, int to) throws SQLException {
        long begin = System.nanoTime();
        try (Connection connection = pool.getConnection();
                PreparedStatement threads = connection.prepareStatement("""
                    insert into chatkit_threads (id, user_id, title, created_at, updated_at, last_seq)
                    values (?, 'bench', ?, ?::timestamptz, ?::timestamptz, %d)\
                    """.formatted(ITEMS_OF_A_THREAD));
                PreparedStatement items = connection.prepareStatement("""
                    insert into chatkit_thread_items (thread_id, seq, id, item_type, content, created_at, updated_at)
                    values (?, ?, ?, ?, ?::jsonb, ?::timestamptz, ?::timestamptz)\
                    """)) {
            connection.setAutoCommit(false);
            for (int n = from; n < to; n++) {
                String time = BEGIN.plusSeconds(n).toString();
                String thread = "thr_" + n / ITEMS_OF_A_THREAD;
                if (n % ITEMS_OF_A_THREAD == 0) {
                    bind(threads, thread, text(4), time, time);
                }
                boolean user = n % 2 == 0;
                items.setLong(2, n % ITEMS_OF_A_THREAD + 1L);
                items.setString(1, thread);
                items.setString(3, "msg_" + n);
                items.setString(4, user ? "user_message" : "assistant_message");
                items.setString(
                        5,
                        "{\"content\":[{\"type\":\"" + (user ? "input_text" : "output_text") + "\",\"text\":\""
                                + text(user ? 12 : 60) + "\"}]}");
                items.setString(6, time);
                items.setString(7, time);
                items.addBatch();
                if (n % BATCH == BATCH - 1) {
                    threads.executeBatch();
                    items.executeBatch();
                    connection.commit();
                }
            }
        }
        ScaleBench.execute(pool, "vacuum analyze chatkit_threads, chatkit_thread_items");
        System.out.printf("filled up to %d items in %d s%n", to, (System.nanoTime() - begin) / 1_000_000_000);
    }

    private static void bind(PreparedStatement statement, String... texts) throws SQLException {
        for (int n = 0; n < texts.length; n++) {
            statement.setString(n + 1, texts[n]);
        }
        statement.addBatch();
    }

    private void index(int total) throws SQLException {
        long begin = System.nanoTime();
        long indexed = 0;
        SearchIndex.IndexRun run;
        do {
            run = stores.searchIndex().indexNext(500);
            indexed += run.items();
        } while (run.hasMore());
        double seconds = (System.nanoTime() - begin) / 1e9;
        ScaleBench.execute(pool, "vacuum analyze chatkit_search, chatkit_threads");
        System.out.printf("indexed %d items and threads in %.0f s: %.0f/s%n", indexed, seconds, indexed / seconds);
        System.out.printf(
                "size for %d items, in MB: items %d, rows of the index %d, grams %d, times %d, primary key %d%n",
                total,
                megabytes("chatkit_thread_items"),
                number("select pg_table_size('chatkit_search') >> 20"),
                megabytes("chatkit_search_grams"),
                megabytes("chatkit_search_time"),
                megabytes("chatkit_search_pkey"));
    }

    private long megabytes(String relation) throws SQLException {
        return number("select pg_total_relation_size('" + relation + "') >> 20");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void searches(int total) {
        System.out.printf("searches in %d items, p50 and p95 beside those of the statement by hand%n", total);
        measure("one common word", () -> words[random.nextInt(20)], 100);
        measure("one word", () -> words[200 + random.nextInt(2_000)], 200);
        measure("one rare word", () -> words[20_000 + random.nextInt(30_000)], 200);
        measure("two words", () -> words[50 + random.nextInt(500)] + " " + words[50 + random.nextInt(500)], 200);
        measure("beginning of a word", () -> words[2_000 + random.nextInt(40_000)].substring(0, 4), 200);
        measure("two letters", () -> words[700 + random.nextInt(40_000)].substring(1, 3), 100);
        measure("nothing to find", () -> words[random.nextInt(2_000)] + "xyx", 100);
    }

    private interface Query {
        String next();
    }

    private void measure(String what, Query query, int count) {
        long[] ours = new long[count];
        long[] theirs = new long[count];
        long found = 0;
        for (int n = -20; n < count; n++) {
            String text = query.next();
            long begin = System.nanoTime();
            int hits = 0;
            boolean oursFirst = (n & 1) == 0;
            if (oursFirst) {
                hits = search(text);
            } else {
                byHand(text);
            }
            long middle = System.nanoTime();
            if (oursFirst) {
                byHand(text);
            } else {
                hits = search(text);
            }
            long end = System.nanoTime();
            if (n >= 0) {
                ours[n] = oursFirst ? middle - begin : end - middle;
                theirs[n] = oursFirst ? end - middle : middle - begin;
                found += hits;
            }
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        System.out.printf(
                "%-22s p50 %7.2f ms, by hand %7.2f, ratio %5.2f; p95 %7.2f ms, by hand %7.2f, ratio %5.2f; %.1f hits%n",
                what,
                ours[count / 2] / 1e6,
                theirs[count / 2] / 1e6,
                (double) ours[count / 2] / theirs[count / 2],
                ours[count * 95 / 100] / 1e6,
                theirs[count * 95 / 100] / 1e6,
                (double) ours[count * 95 / 100] / theirs[count * 95 / 100],
                (double) found / count);
    }

    private int search(String query) {
        return stores.search()
                .search(CALLER, SearchRequest.first(query, 20))
                .data()
                .size();
    }

    /** One statement on the index of grams, planned for its words, which compares the texts in the database. */
    private int byHand(String query) {
        String[] parts = query.split(" ", -1);
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(byHandSql(parts.length))) {
            statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(0);
            statement.setString(1, array(query));
            for (int n = 0; n < parts.length; n++) {
                statement.setString(n + 2, "%" + parts[n] + "%");
                statement.setString(n + 2 + parts.length, "%" + parts[n] + "%");
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1) + result.getString(2) + result.getString(3));
                }
            }
            return rows.size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String byHandSql(int parts) {
        return """
            select s.thread_id, i.id, coalesce(i.content::text, t.title), t.title, t.updated_at
            from chatkit_search s
            join chatkit_threads t on t.id = s.thread_id and t.user_id = 'bench'
            left join chatkit_thread_items i on i.thread_id = s.thread_id and i.seq = s.seq
            where s.user_id = 'bench' and s.grams @> cast(? as smallint[])
              and (i.content is not null%s or s.seq = 0%s)
            order by s.created_at desc, s.thread_id collate "C" desc, s.seq desc limit 20\
            """.formatted(" and i.content::text ilike ?".repeat(parts), " and t.title ilike ?".repeat(parts));
    }

    private static String array(String query) {
        var grams = new Grams();
        grams.addAll(SearchQuery.parse(query).grams());
        return Arrays.toString(grams.toArray()).replace('[', '{').replace(']', '}');
    }

    private void plans() throws SQLException {
        for (String query : List.of(words[3], words[1_000], words[30_000])) {
            System.out.println("plan of the candidates of \"" + query + "\":");
            try (Connection connection = pool.getConnection();
                    PreparedStatement statement = connection.prepareStatement("""
                        explain (analyze, costs off, timing off)
                        select s.thread_id, s.seq, s.created_at from chatkit_search s
                        where s.user_id = 'bench' and s.grams @> '%s'::smallint[]
                            and (s.created_at, s.thread_id collate "C", s.seq) < ('9999-12-31', 'x', 9)
                        order by s.created_at desc, s.thread_id collate "C" desc, s.seq desc limit 25\
                        """.formatted(array(query)));
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    System.out.println("  " + rows.getString(1));
                }
            }
        }
    }

    /** Appends as they are, with the indexer at work, beside those without the index of what is missing. */
    private void appends(String where) throws Exception {
        Store store = stores.store();
        var names = new AtomicInteger();
        String content = RawJdbc.CONTENT;
        for (int round = 0; round < 6; round++) {
            double with = time(store, names, content, true);
            ScaleBench.execute(pool, "drop index chatkit_threads_unindexed");
            double without = time(store, names, content, false);
            ScaleBench.execute(
                    pool,
                    "create index chatkit_threads_unindexed on chatkit_threads (user_id, updated_at)"
                            + " where indexed_seq < last_seq or not title_indexed");
            System.out.printf(
                    "append %s, round %d: %.0f us with index and indexer, %.0f us without, ratio %.2f%n",
                    where, round, with, without, with / without);
        }
    }

    /** The microseconds of an append. */
    private double time(Store store, AtomicInteger names, String content, boolean indexing) throws Exception {
        var stop = new AtomicBoolean();
        Thread indexer = Thread.ofPlatform().start(() -> {
            while (indexing && !stop.get()) {
                try {
                    stores.searchIndex().indexNext(500);
                    Thread.sleep(3_000);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        int count = 8_000;
        List<String> threads = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            threads.add(store.addThread(APPENDER, ChatThread.create(store.generateThreadId(), Instant.now()))
                    .id());
        }
        long[] times = new long[count];
        for (int n = 0; n < count; n++) {
            var item = new ThreadItem(
                    "app_" + names.incrementAndGet(), threads.get(n % 50), "assistant_message", Instant.now(), content);
            long begin = System.nanoTime();
            store.addItem(APPENDER, item);
            times[n] = System.nanoTime() - begin;
        }
        stop.set(true);
        indexer.interrupt();
        indexer.join();
        return Arrays.stream(times).skip(3_000).average().orElseThrow() / 1e3;
    }
}
