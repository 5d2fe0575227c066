package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.server.ReplicatedDatabase;
import ee.chatkit.store.Archive;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.schema.RowLevelSecurity;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.RecordingTelemetry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;

/** Reads for display use a streaming replica, and a caller reads what it has written. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadReplicaTest {
    private static final Duration MAX_LAG = Duration.ofSeconds(3);
    private static final Duration NO_LIMIT = Duration.ofMinutes(5);
    private static final PageRequest PAGE = PageRequest.first(20, SortOrder.DESC);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CapturedLog log = new CapturedLog();
    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private ReplicatedDatabase database;

    /** Another node. */
    private PostgresStores elsewhere;

    @BeforeAll
    void start() {
        database = ReplicatedDatabase.asynchronous();
        elsewhere = new PostgresStores(database.primary().dataSource(), Transactions.LOCAL, Clock.systemUTC());
        assertTrue(elsewhere.prepare());
    }

    @AfterEach
    void closeStores() throws Exception {
        database.resumeReplay();
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
        opened.clear();
    }

    @AfterAll
    void stop() {
        elsewhere.close();
        database.close();
    }

    @Test
    void forDisplay_readsTheReplica() throws Exception {
        PostgresStores other = node(NO_LIMIT);
        Caller caller = caller();
        ChatThread thread = add(elsewhere, caller);
        var opportunity = elsewhere
                .opportunities()
                .createOpportunity(caller, elsewhere.opportunities().generateOpportunityId(), details());
        awaitCurrent(other, elsewhere, caller);
        database.pauseReplay();

        elsewhere.store().updateThread(caller, thread.id(), found -> found.withTitle("changed"));
        elsewhere.opportunities().deleteOpportunity(caller, opportunity.id());
        assertNull(other.store().forDisplay().loadThread(caller, thread.id()).title());
        assertEquals(
                opportunity.id(),
                other.opportunities()
                        .forDisplay()
                        .loadOpportunity(caller, opportunity.id())
                        .id());
        add(elsewhere, caller);
        elsewhere.store().addItem(caller, item(elsewhere, thread));
        elsewhere
                .opportunities()
                .createOpportunity(caller, elsewhere.opportunities().generateOpportunityId(), details());

        // another node does not know of these writes: what it reads for display is what the replica has
        assertEquals(1, threads(other.store().forDisplay(), caller));
        assertEquals(0, items(other.store().forDisplay(), caller, thread));
        assertEquals(1, opportunities(other.opportunities().forDisplay(), caller));
        assertEquals(2, exported(other.archive().forDisplay(), caller));
        assertEquals(2, threads(other.store(), caller));
        assertEquals(1, items(other.store(), caller, thread));
        assertEquals(1, opportunities(other.opportunities(), caller));
        assertEquals(4, exported(other.archive(), caller));
    }

    @Test
    void ownWrites_areReadFromThePrimaryUntilTheReplicaHasThem() throws Exception {
        PostgresStores node = node(NO_LIMIT);
        Caller writer = caller();
        Caller reader = caller();
        ChatThread thread = add(node, writer);
        add(node, reader);
        awaitCurrent(node, elsewhere, writer);
        awaitCurrent(node, elsewhere, reader);
        database.pauseReplay();

        add(elsewhere, reader);
        node.store().addItem(writer, item(node, thread));
        node.opportunities().createOpportunity(writer, node.opportunities().generateOpportunityId(), details());

        for (int i = 0; i < 20; i++) {
            assertEquals(1, items(node.store().forDisplay(), writer, thread));
            assertEquals(1, opportunities(node.opportunities().forDisplay(), writer));
            assertEquals(3, exported(node.archive().forDisplay(), writer));
            assertEquals(1, threads(node.store().forDisplay(), reader), "the replica is in use");
            Thread.sleep(20);
        }

        database.resumeReplay();
        awaitCurrent(node, elsewhere, writer);
        database.pauseReplay();
        elsewhere.store().addItem(writer, item(node, thread));
        assertEquals(1, items(node.store().forDisplay(), writer, thread), "the replica is in use again");
    }

    @Test
    void whatTheReplicaDoesNotHave_isReadFromThePrimary() throws Exception {
        PostgresStores other = node(NO_LIMIT);
        Caller caller = caller();
        add(elsewhere, caller);
        awaitCurrent(other, elsewhere, caller);
        database.pauseReplay();

        ChatThread thread = add(elsewhere, caller);
        ThreadItem item = item(elsewhere, thread);
        elsewhere.store().addItem(caller, item);
        var opportunity = elsewhere
                .opportunities()
                .createOpportunity(caller, elsewhere.opportunities().generateOpportunityId(), details());
        elsewhere.opportunities().activateOpportunity(caller, opportunity.id());

        Store display = other.store().forDisplay();
        assertEquals(1, threads(display, caller), "the replica is in use");
        assertEquals(thread.id(), display.loadThread(caller, thread.id()).id());
        assertEquals(item.id(), display.loadItem(caller, thread.id(), item.id()).id());
        assertEquals(1, items(display, caller, thread));
        assertEquals(
                opportunity.id(),
                other.opportunities()
                        .forDisplay()
                        .findActiveOpportunity(caller)
                        .orElseThrow()
                        .id());
        assertThrows(NotFoundException.class, () -> display.loadThread(caller, "thr_absent"));
    }

    @Test
    void replicaThatLagsForLonger_isNotUsed() throws Exception {
        PostgresStores node = node(MAX_LAG);
        Caller caller = caller();
        add(elsewhere, caller);
        awaitCurrent(node, elsewhere, caller);
        database.pauseReplay();

        add(elsewhere, caller);
        assertEquals(1, threads(node.store().forDisplay(), caller));
        awaitLog(node, caller);
        for (int i = 0; i < 10; i++) {
            assertEquals(2, threads(node.store().forDisplay(), caller));
            Thread.sleep(50);
        }
        assertEquals(
                List.of("Reads use the primary database instead of the replica: it lags behind by more than 3 s"),
                log.lines());
        assertEquals(0, telemetry.gauge(Metric.STORE_REPLICA_IN_USE));

        database.resumeReplay();
        awaitCurrent(node, elsewhere, caller);
        assertEquals("Reads use the replica again.", log.lines().get(1));
        assertEquals(1, telemetry.gauge(Metric.STORE_REPLICA_IN_USE));
    }

    @Test
    void replicaThatIsStopped_isReplacedByThePrimaryUntilItIsBack() throws Exception {
        PostgresStores node = node(MAX_LAG);
        Caller caller = caller();
        ChatThread thread = add(node, caller);
        awaitCurrent(node, elsewhere, caller);

        database.standby().stop();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        int reads = 0;
        while (System.nanoTime() < end || log.lines().isEmpty()) {
            assertEquals(1, threads(node.store().forDisplay(), caller));
            assertEquals(1, exported(node.archive().forDisplay(), caller));
            node.store().updateThread(caller, thread.id(), found -> found.withTitle("t"));
            reads++;
            Thread.sleep(20);
        }
        assertTrue(reads > 20, "reads and writes are not delayed: " + reads);
        assertEquals(1, log.lines().size(), log.lines()::toString);
        assertTrue(
                log.lines()
                        .get(0)
                        .startsWith("Reads use the primary database instead of the replica: it is unavailable"),
                log.lines()::toString);

        database.standby().start();
        awaitCurrent(node, elsewhere, caller);
        assertEquals(2, log.lines().size());
    }

    @Test
    void serverThatIsNoReplica_isNotUsed() throws Exception {
        PostgresStores node = node(
                pool(database.primary().dataSource()),
                pool(database.primary().dataSource()),
                MAX_LAG,
                RowLevelSecurity.OFF);
        Caller caller = caller();
        add(node, caller);
        awaitLog(node, caller);
        assertEquals(1, threads(node.store().forDisplay(), caller));
        assertEquals(
                List.of("Reads use the primary database instead of the replica:"
                        + " it is no replica (pg_is_in_recovery() is false)"),
                log.lines());
    }

    @Test
    void inATransactionOfTheCaller_thePrimaryIsRead_andItsWritesCountFromItsEnd() throws Exception {
        var jta = new JtaTransaction();
        PostgresStores node = node(
                pool(database.primary().dataSource()),
                pool(database.standby().dataSource()),
                NO_LIMIT,
                RowLevelSecurity.OFF,
                jta.transactions());
        Caller caller = caller();
        ChatThread thread = add(elsewhere, caller);
        awaitCurrent(node, elsewhere, caller);
        database.pauseReplay();
        elsewhere.store().addItem(caller, item(elsewhere, thread));
        Store display = node.store().forDisplay();
        assertEquals(0, items(display, caller, thread));

        jta.begin();
        assertEquals(1, items(display, caller, thread));
        node.store().addItem(caller, item(node, thread));
        jta.detach();
        assertEquals(0, items(display, caller, thread), "it has not been committed");
        jta.end();
        assertEquals(2, items(display, caller, thread));
    }

    @Test
    void rowLevelSecurity_appliesOnTheReplica() throws Exception {
        new DatabaseQueries(database.superuser(database.primary())).execute("create database restricted owner chatkit");
        DataSource primary = pool(restricted(database.primary().dataSource()));
        DataSource replica = restricted(database.standby().dataSource());
        var other = new PostgresStores(primary, Transactions.LOCAL, Clock.systemUTC(), RowLevelSecurity.ON);
        opened.add(other);
        assertTrue(other.prepare());
        database.awaitReplay();
        PostgresStores node = node(primary, pool(replica), NO_LIMIT, RowLevelSecurity.ON);
        Caller caller = caller();
        add(other, caller);
        add(other, caller());
        awaitCurrent(node, other, caller);
        database.pauseReplay();
        add(other, caller);
        assertEquals(1, threads(node.store().forDisplay(), caller), "rows of the caller, from the replica");
        assertEquals(1, exported(node.archive().forDisplay(), caller));
        assertEquals(0, new DatabaseQueries(replica).number("select count(*) from chatkit_threads"));
        database.resumeReplay();

        DataSource bypassing = restricted(database.superuser(database.standby()));
        PostgresStores unsuitable = node(primary, pool(bypassing), NO_LIMIT, RowLevelSecurity.ON);
        awaitLog(unsuitable, caller);
        assertEquals(
                List.of("Reads use the primary database instead of the replica:"
                        + " its role is not subject to row-level security"),
                log.lines());
    }

    private static DataSource restricted(DataSource server) {
        ((PGSimpleDataSource) server).setDatabaseName("restricted");
        return server;
    }

    private void awaitLog(PostgresStores node, Caller caller) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (log.lines().isEmpty() && System.nanoTime() < end) {
            threads(node.store().forDisplay(), caller);
            Thread.sleep(50);
        }
    }

    @Test
    void withoutReplica_theStoreItselfReadsForDisplay() {
        var stores = new PostgresStores(database.primary().dataSource(), Transactions.LOCAL, Clock.systemUTC());
        opened.add(stores);
        assertEquals(stores.store(), stores.store().forDisplay());
        assertEquals(stores.opportunities(), stores.opportunities().forDisplay());
        assertEquals(stores.archive(), stores.archive().forDisplay());
    }

    @Test
    void replicaThatDoesNotAnswer_delaysOnlyTheReadsOfItsFirstSecond() throws Exception {
        PostgresStores node = node(NO_LIMIT);
        Caller caller = caller();
        add(node, caller);
        awaitCurrent(node, elsewhere, caller);

        database.standby().suspend();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> threads(node.store().forDisplay(), caller));
            Thread.sleep(2000);
            long begin = System.nanoTime();
            assertEquals(1, threads(node.store().forDisplay(), caller));
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            database.standby().resume();
            assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, () -> "took " + took);
            assertEquals(1, first.get());
        } finally {
            database.standby().resume();
        }
    }

    /** Returns when the replica has all, and reads of this caller use it, which is seen by a pause of its replay. */
    private void awaitCurrent(PostgresStores node, PostgresStores other, Caller caller) throws Exception {
        database.awaitReplay();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        boolean current = false;
        while (!current) {
            assertTrue(System.nanoTime() < end, "the replica is not used");
            threads(node.store().forDisplay(), caller);
            Thread.sleep(120);
            database.pauseReplay();
            String id = add(other, caller).id();
            int seen = threads(node.store().forDisplay(), caller);
            current = seen < threads(other.store(), caller);
            database.resumeReplay();
            other.store().deleteThread(caller, id);
            database.awaitReplay();
        }
    }

    private PostgresStores node(Duration maxLag) {
        return node(
                pool(database.primary().dataSource()),
                pool(database.standby().dataSource()),
                maxLag,
                RowLevelSecurity.OFF);
    }

    private PostgresStores node(
            DataSource primary, DataSource replica, Duration maxLag, RowLevelSecurity rowLevelSecurity) {
        return node(primary, replica, maxLag, rowLevelSecurity, Transactions.LOCAL);
    }

    private PostgresStores node(
            DataSource primary,
            DataSource replica,
            Duration maxLag,
            RowLevelSecurity rowLevelSecurity,
            Transactions transactions) {
        var stores = new PostgresStores(
                primary,
                transactions,
                Clock.systemUTC(),
                ConnectionLimits.DEFAULT,
                rowLevelSecurity,
                log,
                telemetry,
                new PostgresStores.Replica(replica, maxLag));
        opened.add(stores);
        assertTrue(stores.prepareUnchanged());
        log.lines().clear();
        return stores;
    }

    private HikariDataSource pool(DataSource connections) {
        var settings = new HikariConfig();
        settings.setDataSource(connections);
        settings.setMinimumIdle(0);
        settings.setMaximumPoolSize(5);
        settings.setConnectionTimeout(1000);
        settings.setInitializationFailTimeout(-1);
        var pool = new HikariDataSource(settings);
        opened.add(pool);
        return pool;
    }

    private static Caller caller() {
        return new Caller("user-" + UUID.randomUUID());
    }

    private static ChatThread add(PostgresStores node, Caller caller) {
        return node.store().addThread(caller, ChatThread.create(node.store().generateThreadId(), Instant.now()));
    }

    private static ThreadItem item(PostgresStores node, ChatThread thread) {
        return new ThreadItem(
                node.store().generateItemId("user_message"), thread.id(), "user_message", Instant.now(), "{}");
    }

    private static OpportunityDetails details() {
        return new OpportunityDetails("o", null, null, null, null);
    }

    private static int threads(Store store, Caller caller) {
        return store.listThreads(caller, PAGE).data().size();
    }

    private static int items(Store store, Caller caller, ChatThread thread) {
        return store.listItems(caller, thread.id(), ItemScope.ALL, PAGE).data().size();
    }

    private static int opportunities(OpportunityStore store, Caller caller) {
        return store.listOpportunities(caller, PAGE).data().size();
    }

    private static int exported(Archive archive, Caller caller) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        archive.read(new Archive.Selection(caller, null), entries::add);
        return entries.size();
    }
}
