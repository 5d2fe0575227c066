package ee.chatkit.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * What the store costs against the best that hand-written JDBC can do: the same work on the same data through the same
 * pool, one after the other in one run, so that only the ratio counts. Appends and deletions also on the leanest schema, so that
 * the price of the tables is seen beside that of the code. PostgreSQL is real; it does not wait for the disk
 * at commit, because that wait would hide what the store adds.
 *
 * <p>Arguments: settings of PostgreSQL, such as {@code fsync=on synchronous_commit=on}.
 */
public final class StoreBench {
    private static final Caller CALLER = new Caller("bench");
    static final int THREADS = 100_000;
    static final int PAGE = 20;
    static final int DEEP_PAGE = 2_000;
    private static final int WALK = 100;
    static final int LONG_THREAD_ITEMS = 10_000;
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong items = new AtomicLong();
    private final Store store;
    private final RawJdbc raw;
    private final LeanSchema lean;

    private StoreBench(Store store, RawJdbc raw, LeanSchema lean) {
        this.store = store;
        this.raw = raw;
        this.lean = lean;
    }

    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = ScaleBench.postgres("512MB", args).start();
                HikariDataSource pool = pool(postgres.getPostgresDatabase());
                PostgresStores stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC())) {
            if (!stores.prepare()) {
                throw new IllegalStateException("no schema");
            }
            fill(pool);
            var raw = new RawJdbc(pool, CALLER.userId());
            new StoreBench(stores.store(), raw, new LeanSchema(pool)).run(pool);
        }
    }

    static HikariDataSource pool(DataSource database) {
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    private void run(DataSource database) throws Exception {
        System.out.println(Comparison.HEADER);
        appends();
        pages();
        threadList(1);
        threadList(DEEP_PAGE);
        lengthening();
        deletions(database);
        rates(1);
        rates(8);
    }

    private void appends() {
        String ours = newThread().id();
        String theirs = newThread().id();
        long leanest = lean.newThread();
        Runnable append = () -> store.addItem(CALLER, message(ours));
        Runnable rawAppend = () -> raw.append(message(theirs));
        Runnable leanAppend = () -> lean.append(leanest, message(ours));
        compare("append / by hand", 4_000, append, rawAppend);
        compare("append / leanest schema", 4_000, append, leanAppend);
        compare("append by hand / leanest schema", 4_000, rawAppend, leanAppend);
    }

    private void rates(int clients) throws Exception {
        var rates = new Rates();
        rates.add("append, leanest schema", () -> {
            long thread = lean.newThread();
            return () -> lean.append(thread, message("lean"));
        });
        rates.add("append by hand", () -> {
            String thread = newThread().id();
            return () -> raw.append(message(thread));
        });
        rates.add("append", () -> {
            String thread = newThread().id();
            return () -> store.addItem(CALLER, message(thread));
        });
        rates.print(clients);
    }

    private void pages() {
        PageRequest newest = PageRequest.first(PAGE, SortOrder.DESC);
        compare(
                "newest page of " + LONG_THREAD_ITEMS + " items",
                4_000,
                () -> store.listItems(CALLER, "thr_long", ItemScope.ALL, newest),
                () -> raw.items("thr_long", Long.MAX_VALUE, PAGE));
        compare("all " + LONG_THREAD_ITEMS + " items by " + WALK, 50, this::walk, this::rawWalk);
    }

    private void walk() {
        String after = null;
        int read = 0;
        do {
            Page<ThreadItem> page = store.listItems(
                    CALLER,
                    "thr_long",
                    ItemScope.ALL,
                    new PageRequest(WALK, SortOrder.DESC, after == null ? null : Cursor.parse(after)));
            read += page.data().size();
            after = page.after();
        } while (after != null);
        requireAll(read);
    }

    private void rawWalk() {
        long before = Long.MAX_VALUE;
        int read = 0;
        List<RawJdbc.Item> page;
        do {
            page = raw.items("thr_long", before, WALK);
            int size = Math.min(WALK, page.size());
            read += size;
            before = page.get(size - 1).seq();
        } while (page.size() > WALK);
        requireAll(read);
    }

    private static void requireAll(int read) {
        if (read != LONG_THREAD_ITEMS) {
            throw new IllegalStateException("read " + read + " items");
        }
    }

    private void threadList(int page) {
        // threads lie one second apart, the newest first
        int before = THREADS - (page - 1) * PAGE;
        Instant position = BEGIN.plusSeconds(before + 1L);
        String id = "thr_" + (before + 1);
        PageRequest request = page == 1
                ? PageRequest.first(PAGE, SortOrder.DESC)
                : new PageRequest(PAGE, SortOrder.DESC, new Cursor(id, position.toEpochMilli() * 1000));
        Instant from = page == 1 ? Instant.parse("9999-01-01T00:00:00Z") : position;
        Caller lister = new Caller("lister");
        String what = "thread list of " + THREADS + ", page " + page;
        compare(what, 4_000, () -> store.listThreads(lister, request), () -> raw.threads("lister", from, id, PAGE));
        compare(
                what + " / 4 columns",
                4_000,
                () -> store.listThreads(lister, request),
                () -> raw.lines("lister", from, id, PAGE));
    }

    private void deletions(DataSource database) throws SQLException {
        int count = 25;
        int withWarmUp = count + count / 5;
        for (int n = 0; n < withWarmUp; n++) {
            insertThread(database, "thr_gone" + n);
        }
        Deque<Long> leanThreads = new ArrayDeque<>();
        for (int n = 0; n < withWarmUp; n++) {
            leanThreads.add(lean.newThread(LONG_THREAD_ITEMS));
        }
        ScaleBench.execute(database, "analyze");
        var next = new AtomicInteger();
        compare(
                "deletion of " + LONG_THREAD_ITEMS + " items / leanest schema",
                count,
                () -> store.deleteThread(CALLER, "thr_gone" + next.getAndIncrement()),
                () -> lean.delete(leanThreads.remove()));
    }

    private static void compare(String what, int count, Runnable one, Runnable other) {
        var comparison = new Comparison(Math.min(1_000, count / 5));
        comparison.run(count, one, other);
        comparison.print(what);
    }

    /** What an append costs to a thread that grows, beside one to a thread that is new. */
    private void lengthening() {
        String grown = newThread().id();
        for (int i = 0; i < 5_000; i++) {
            store.addItem(CALLER, message(grown));
        }
        var comparison = new Comparison();
        for (int round = 0; round < 20; round++) {
            String fresh = newThread().id();
            comparison.run(
                    100, () -> store.addItem(CALLER, message(grown)), () -> store.addItem(CALLER, message(fresh)));
        }
        comparison.print("append to 5000 items / to a new thread");
    }

    private ChatThread newThread() {
        return store.addThread(CALLER, ChatThread.create(store.generateThreadId(), Instant.now()));
    }

    private ThreadItem message(String threadId) {
        return new ThreadItem(
                "msg_" + items.incrementAndGet(), threadId, "assistant_message", Instant.now(), RawJdbc.CONTENT);
    }

    static void fill(DataSource database) throws SQLException {
        ScaleBench.execute(database, """
            insert into chatkit_threads (id, user_id, title, created_at, updated_at)
            select 'thr_' || n, 'lister', 'Thread number ' || n,
                timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second',
                timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second'
            from generate_series(1, %d) n\
            """.formatted(THREADS));
        insertThread(database, "thr_long");
        ScaleBench.execute(database, "analyze");
    }

    /** A thread with many items. */
    private static void insertThread(DataSource database, String id) throws SQLException {
        ScaleBench.execute(database, """
            insert into chatkit_threads (id, user_id, last_seq) values ('%1$s', 'bench', %2$d);
            insert into chatkit_thread_items (thread_id, seq, id, item_type, content)
            select '%1$s', n, 'long_' || n, 'assistant_message', '%3$s'::jsonb from generate_series(1, %2$d) n\
            """.formatted(id, LONG_THREAD_ITEMS, RawJdbc.CONTENT));
    }
}
