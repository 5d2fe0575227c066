package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.Store;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.connection.ConnectionFailure;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.connection.ManagedConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that ends connections, is read-only for a while, keeps a row locked, or takes rights away. */
class DatabaseFailureTest {
    private static final Caller ADA = new Caller("ada");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PageRequest PAGE = PageRequest.first(10, SortOrder.DESC);
    private static final int CONNECTIONS = 8;
    private static final ConnectionLimits LIMITS = new ConnectionLimits(Duration.ofSeconds(15), Duration.ofSeconds(1));

    private final String name = TestDatabase.name("");
    private final DataSource database = TestDatabase.connections("postgres", name);
    private final CapturedLog log = new CapturedLog();
    private final PostgresStores stores = new PostgresStores(
            RetainingPool.of(database, CONNECTIONS), Transactions.LOCAL, Clock.systemUTC(), LIMITS, log);
    private final Store store = stores.store();

    DatabaseFailureTest() {
        assertTrue(stores.prepare());
        for (int n = 0; n < CONNECTIONS; n++) {
            store.addThread(ADA, ChatThread.create("thr_" + n, NOW));
        }
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void idThatIsInUse_isNoFailureOfTheDatabase() {
        var item = new ThreadItem("msg_twice", "thr_1", "note", NOW, "{}");
        store.addItem(ADA, item);
        assertThrows(ConflictException.class, () -> store.addItem(ADA, item));
        assertFalse(log.text().contains("Database calls failed"), log.text());
    }

    @Test
    void terminatedConnections_costNoCall() throws Exception {
        openAllConnections();
        for (int round = 0; round < 3; round++) {
            terminateConnections();
            addItem("thr_1");
            concurrently(() -> store.loadThread(ADA, "thr_1"));
            concurrently(() -> addItem("thr_2"));
            concurrently(() -> store.updateThread(ADA, "thr_1", found -> found.withTitle("New")));
        }
        assertFalse(log.text().contains("Database calls failed"), log.text());
    }

    @Test
    void appendsDuringTerminations_areStoredOnceOrReported() throws Exception {
        openAllConnections();
        List<String> stored = new ArrayList<>();
        for (int n = 0; n < 200; n++) {
            if (n % 10 == 0) {
                terminateConnections();
            }
            stored.add(addItem("thr_1"));
        }
        assertEquals(
                200,
                store.listItems(ADA, "thr_1", ItemScope.ALL, PageRequest.first(1000, SortOrder.ASC))
                        .data()
                        .size());
        assertEquals(200, stored.stream().distinct().count());
    }

    /** Sessions that began while the setting was on keep it; only new ones can write. */
    @Test
    void readOnlySessions_areReplacedWhenTheDatabaseIsWritable() throws Exception {
        execute("alter database " + name + " set default_transaction_read_only = on");
        terminateConnections();
        concurrently(() -> store.loadThread(ADA, "thr_1"));
        var refused = assertThrows(UnavailableException.class, () -> addItem("thr_1"));
        assertEquals("database is read-only", refused.getMessage());
        assertEquals("thr_1", store.loadThread(ADA, "thr_1").id());

        execute(
                TestDatabase.connections("postgres", "postgres"),
                "alter database " + name + " set default_transaction_read_only = off");
        Eventually.await(() -> {
            try {
                addItem("thr_1");
                return true;
            } catch (UnavailableException e) {
                return false;
            }
        });
        concurrently(() -> addItem("thr_2"));
    }

    /** After a write was refused each session is replaced once, and not again whenever another one has been. */
    @Test
    void readOnlyDatabase_keepsTheSessionsThatHaveReplacedOthers() throws Exception {
        execute("alter database " + name + " set default_transaction_read_only = on");
        var connections = new ManagedConnections(RetainingPool.of(database, CONNECTIONS), LIMITS);
        Connection idle = connections.open();
        Connection busy = connections.open();
        connections.close(idle);
        connections.note(ConnectionFailure.READ_ONLY);
        Connection first = openNext(connections);
        connections.close(busy);
        Connection second = openNext(connections);
        connections.close(first);
        connections.close(second);
        try (Connection one = connections.open();
                Connection other = connections.open()) {
            assertFalse(one.isClosed() || other.isClosed());
        }
    }

    /** As a call does: a session of the pool that is discarded does not count. */
    private static Connection openNext(ManagedConnections connections) throws SQLException {
        for (int discarded = 0; discarded < CONNECTIONS; discarded++) {
            try {
                return connections.open();
            } catch (SQLException e) {
                assertEquals(ConnectionFailure.NOT_EXECUTED, ConnectionFailure.of(e));
                connections.note(ConnectionFailure.NOT_EXECUTED);
            }
        }
        return connections.open();
    }

    @Test
    void lockedThread_rejectsItsWritersAndServesAllOthers() throws Exception {
        openAllConnections();
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement();
                var threads = Executors.newFixedThreadPool(30)) {
            holder.setAutoCommit(false);
            statement.execute("select 1 from chatkit_threads where id = 'thr_1' for update");
            List<Future<String>> waiting = new ArrayList<>();
            for (int n = 0; n < 30; n++) {
                waiting.add(threads.submit(() -> {
                    var refused = assertThrows(UnavailableException.class, () -> addItem("thr_1"));
                    return refused.getMessage();
                }));
            }
            for (int n = 0; n < 100; n++) {
                addItem("thr_2");
                store.loadThread(ADA, "thr_1");
            }
            for (Future<String> writer : waiting) {
                String reason = writer.get(20, TimeUnit.SECONDS);
                assertTrue(reason.contains("locked") || reason.contains("too many concurrent writes"), reason);
            }
            holder.rollback();
        }
        addItem("thr_1");
    }

    @Test
    void lockTimeout_ofTheRoleIsKept() throws Exception {
        assertEquals("1s", lockTimeoutOfSessions());
        execute("alter database " + name + " set lock_timeout = '7s'");
        terminateConnections();
        store.loadThread(ADA, "thr_1");
        assertEquals("7s", lockTimeoutOfSessions());
    }

    /** Inside of an operation, on a connection of the pool. */
    private String lockTimeoutOfSessions() throws SQLException {
        List<String> found = new ArrayList<>();
        execute("create or replace function record_timeout() returns trigger language plpgsql as $$ begin"
                + " new.title = current_setting('lock_timeout'); return new; end $$");
        execute("create or replace trigger record_timeout before update on chatkit_threads"
                + " for each row execute function record_timeout()");
        found.add(store.updateThread(ADA, "thr_2", thread -> thread.withTitle("x"))
                .title());
        return found.getFirst();
    }

    @Test
    void revokedSchema_isReportedAsUnavailable() throws Exception {
        execute("create role limited_" + name + " login; grant connect on database " + name + " to limited_" + name
                + "; grant select, insert, update, delete on all tables in schema public to limited_" + name);
        try (var limited = new PostgresStores(
                RetainingPool.of(TestDatabase.connections("limited_" + name, name), CONNECTIONS),
                Transactions.LOCAL,
                Clock.systemUTC(),
                LIMITS,
                log)) {
            assertTrue(limited.prepare());
            limited.store().loadThread(ADA, "thr_1");
            execute("revoke usage on schema public from public");
            // a query that was planned before is still allowed
            var refused = assertThrows(
                    UnavailableException.class, () -> limited.opportunities().listOpportunities(ADA, PAGE));
            assertEquals("tables are missing or not accessible to the database role", refused.getMessage());
            Eventually.await(() ->
                    limited.problem().equals(Optional.of("tables are missing or not accessible to the database role")));
            execute("grant usage on schema public to public; revoke insert on chatkit_thread_items from limited_"
                    + name);
            refused = assertThrows(
                    UnavailableException.class, () -> limited.store().addItem(ADA, item("thr_1")));
            assertEquals("insufficient database privileges", refused.getMessage());
            Eventually.await(() -> limited.problem().equals(Optional.of("insufficient database privileges")));
        }
    }

    /** A limit stands for a disk that is full: PostgreSQL reports both by SQLSTATE class 53. */
    @Test
    void databaseWithoutSpaceForFiles_isNotReady() throws Exception {
        assertEquals(Optional.empty(), stores.problem());
        execute("alter database " + name + " set temp_file_limit = '100kB'");
        terminateConnections();
        Eventually.await(() -> stores.problem().equals(Optional.of("database has insufficient resources")));
    }

    @Test
    void tableLocked_isNotReadyWithinThreeSeconds() throws Exception {
        try (Connection holder = database.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table chatkit_threads");
            long begin = System.nanoTime();
            assertTrue(stores.problem().isPresent());
            assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() < 3500);
            holder.rollback();
        }
        Eventually.await(() -> stores.problem().isEmpty());
    }

    /** Each change holds a connection until all have one. */
    private void openAllConnections() throws Exception {
        var together = new CyclicBarrier(CONNECTIONS);
        var number = new AtomicInteger();
        concurrently(() -> store.updateThread(ADA, "thr_" + number.getAndIncrement(), found -> {
            await(together);
            return found;
        }));
    }

    private static void concurrently(Runnable call) throws Exception {
        var start = new CyclicBarrier(CONNECTIONS);
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int n = 0; n < CONNECTIONS; n++) {
                calls.add(threads.submit(() -> {
                    await(start);
                    call.run();
                }));
            }
            for (Future<?> done : calls) {
                done.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private String addItem(String thread) {
        ThreadItem item = item(thread);
        store.addItem(ADA, item);
        return item.id();
    }

    private ThreadItem item(String thread) {
        return new ThreadItem(
                store.generateItemId("assistant_message"), thread, "assistant_message", NOW, "{\"text\":\"Hello\"}");
    }

    private void terminateConnections() throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name
                + "' and pid <> pg_backend_pid()");
    }

    private void execute(String sql) throws SQLException {
        execute(database, sql);
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
