package ee.chatkit.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * What the store costs against the best that hand-written JDBC can do: the same work on the same data through the same
 * pool, one after the other in one run, so that only the ratio counts. PostgreSQL is real; it does not wait for the disk
 * at commit, because that wait would hide what the store adds.
 */
public final class StoreBench {
    private static final Caller CALLER = new Caller("bench");
    static final int THREADS = 100_000;
    static final int PAGE = 20;
    static final int DEEP_PAGE = 2_000;
    static final int LONG_THREAD_ITEMS = 10_000;
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong items = new AtomicLong();
    private final Store store;
    private final RawJdbc raw;

    private StoreBench(Store store, RawJdbc raw) {
        this.store = store;
        this.raw = raw;
    }

    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("shared_buffers", "512MB")
                        .setPGStartupWait(Duration.ofMinutes(1))
                        .start();
                HikariDataSource pool = pool(postgres.getPostgresDatabase());
                PostgresStores stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC())) {
            if (!stores.prepare()) {
                throw new IllegalStateException("no schema");
            }
            fill(pool);
            new StoreBench(stores.store(), new RawJdbc(pool, CALLER.userId())).run();
        }
    }

    static HikariDataSource pool(DataSource database) {
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    private void run() throws Exception {
        System.out.println(Comparison.HEADER);
        appends(1, 4_000).print("append, 1 client");
        appends(8, 1_000).print("append, 8 clients");
        pages().print("newest page of " + LONG_THREAD_ITEMS + " items");
        threadList(1).print("thread list of " + THREADS + ", page 1");
        threadList(DEEP_PAGE).print("thread list of " + THREADS + ", page " + DEEP_PAGE);
        lengthening();
    }

    private Comparison appends(int clients, int each) throws Exception {
        var comparison = new Comparison();
        List<Thread> running = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            ChatThread ours = newThread();
            ChatThread theirs = newThread();
            running.add(Thread.ofPlatform()
                    .start(() -> comparison.run(
                            each,
                            () -> store.addItem(CALLER, message(ours.id())),
                            () -> raw.append(message(theirs.id())))));
        }
        for (Thread client : running) {
            client.join();
        }
        return comparison;
    }

    private Comparison pages() {
        var comparison = new Comparison();
        PageRequest newest = PageRequest.first(PAGE, SortOrder.DESC);
        comparison.run(
                4_000,
                () -> store.listItems(CALLER, "thr_long", ItemScope.ALL, newest),
                () -> raw.newestItems("thr_long", PAGE));
        return comparison;
    }

    private Comparison threadList(int page) {
        // threads lie one second apart, the newest first
        int before = THREADS - (page - 1) * PAGE;
        Instant position = BEGIN.plusSeconds(before + 1L);
        String id = "thr_" + (before + 1);
        PageRequest request = page == 1
                ? PageRequest.first(PAGE, SortOrder.DESC)
                : new PageRequest(PAGE, SortOrder.DESC, new Cursor(id, position.toEpochMilli() * 1000));
        Instant from = page == 1 ? Instant.parse("9999-01-01T00:00:00Z") : position;
        var comparison = new Comparison();
        comparison.run(
                4_000,
                () -> store.listThreads(new Caller("lister"), request),
                () -> raw.threads("lister", from, id, PAGE));
        return comparison;
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

    static void fill(DataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                insert into chatkit_threads (id, user_id, title, created_at, updated_at)
                select 'thr_' || n, 'lister', 'Thread number ' || n,
                    timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second',
                    timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second'
                from generate_series(1, %d) n\
                """.formatted(THREADS));
            statement.execute("insert into chatkit_threads (id, user_id, last_seq) values ('thr_long', 'bench', %d)"
                    .formatted(LONG_THREAD_ITEMS));
            statement.execute("""
                insert into chatkit_thread_items (thread_id, seq, id, item_type, content)
                select 'thr_long', n, 'long_' || n, 'assistant_message', '%s'::jsonb
                from generate_series(1, %d) n\
                """.formatted(RawJdbc.CONTENT, LONG_THREAD_ITEMS));
            statement.execute("analyze");
        }
    }
}
