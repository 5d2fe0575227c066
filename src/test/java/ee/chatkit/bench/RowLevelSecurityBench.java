package ee.chatkit.bench;

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
import ee.chatkit.store.schema.RowLevelSecurity;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What row-level security costs: the same operations on the same data in two databases of one PostgreSQL, with and without it,
 * one after the other in one run, so that only the ratio counts.
 */
public final class RowLevelSecurityBench {
    private static final Caller CALLER = new Caller("bench");
    private static final Caller LISTER = new Caller("lister");

    private final AtomicLong items = new AtomicLong();
    private final Store restricted;
    private final Store plain;

    private RowLevelSecurityBench(Store restricted, Store plain) {
        this.restricted = restricted;
        this.plain = plain;
    }

    public static void main(String[] args) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("shared_buffers", "512MB")
                .setPGStartupWait(Duration.ofMinutes(1))
                .start()) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create role app login");
                statement.execute("create database restricted owner app");
                statement.execute("create database plain owner app");
            }
            try (HikariDataSource restrictedPool = StoreBench.pool(postgres.getDatabase("app", "restricted"));
                    HikariDataSource plainPool = StoreBench.pool(postgres.getDatabase("app", "plain"));
                    PostgresStores restricted = stores(restrictedPool, RowLevelSecurity.ON);
                    PostgresStores plain = stores(plainPool, RowLevelSecurity.OFF)) {
                StoreBench.fill(postgres.getDatabase("postgres", "restricted"));
                StoreBench.fill(postgres.getDatabase("postgres", "plain"));
                new RowLevelSecurityBench(restricted.store(), plain.store()).run();
            }
        }
    }

    private static PostgresStores stores(HikariDataSource pool, RowLevelSecurity rowLevelSecurity) {
        var stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC(), rowLevelSecurity);
        if (!stores.prepare()) {
            throw new IllegalStateException("no schema");
        }
        return stores;
    }

    private void run() {
        System.out.println(Comparison.HEADER);
        ChatThread thread = ChatThread.create(plain.generateThreadId(), Instant.now());
        restricted.addThread(CALLER, thread);
        plain.addThread(CALLER, thread);
        compare("append", store -> store.addItem(CALLER, message(thread.id())));
        compare("new thread with its first item", store -> {
            ChatThread created = ChatThread.create(store.generateThreadId(), Instant.now());
            store.addThread(CALLER, created, message(created.id()), List.of());
        });
        compare("load of a thread", store -> store.loadThread(CALLER, "thr_long"));
        PageRequest newest = PageRequest.first(StoreBench.PAGE, SortOrder.DESC);
        compare(
                "newest page of " + StoreBench.LONG_THREAD_ITEMS + " items",
                store -> store.listItems(CALLER, "thr_long", ItemScope.ALL, newest));
        compare("thread list of " + StoreBench.THREADS + ", page 1", store -> store.listThreads(LISTER, newest));
        int before = StoreBench.THREADS - (StoreBench.DEEP_PAGE - 1) * StoreBench.PAGE + 1;
        var deep = new PageRequest(
                StoreBench.PAGE,
                SortOrder.DESC,
                new Cursor("thr_" + before, StoreBench.BEGIN.plusSeconds(before).toEpochMilli() * 1000));
        compare(
                "thread list of " + StoreBench.THREADS + ", page " + StoreBench.DEEP_PAGE,
                store -> store.listThreads(LISTER, deep));
        compare(
                "change of a title, in a transaction",
                store -> store.updateThread(
                        CALLER, thread.id(), found -> found.withTitle("Title " + items.incrementAndGet())));
    }

    private void compare(String what, Consumer<Store> operation) {
        var comparison = new Comparison();
        comparison.run(4_000, () -> operation.accept(restricted), () -> operation.accept(plain));
        comparison.print(what);
    }

    private ThreadItem message(String threadId) {
        return new ThreadItem(
                "msg_" + items.incrementAndGet(), threadId, "assistant_message", Instant.now(), RawJdbc.CONTENT);
    }
}
