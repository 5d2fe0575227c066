package ee.chatkit.store.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.jpa.DatabaseQueries;
import ee.chatkit.store.jpa.Eventually;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.Transactions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.database.jvm.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A start that is killed in the middle of the migration. It is held there by a table of that name that somebody is about to
 * make, or by a lock on one that a changeset needs.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("KilledMigrationTest")
class KilledMigrationTest {
    private static final String WAITING = "select pid from pg_stat_activity where datname = current_database()"
            + " and wait_event_type = 'Lock' and wait_event <> 'advisory' and query not like '%pg_advisory%'";

    private final String name = TestDatabase.name("");
    private final DataSource database = TestDatabase.connections("postgres", name);
    private final DatabaseQueries databaseQueries = new DatabaseQueries(database);
    private final ExecutorService nodes = Executors.newCachedThreadPool();
    private Connection obstacle;

    @BeforeEach
    void connect() throws Exception {
        obstacle = database.getConnection();
        obstacle.setAutoCommit(false);
    }

    @AfterEach
    void end() throws Exception {
        obstacle.close();
        nodes.close();
    }

    @Test
    void connectionCutInFirstMigration_leavesNothing() throws Exception {
        List<String> before = databaseQueries.snapshot();
        cutConnectionWhileWaitingFor("create table chatkit_threads (id int)");
        assertEquals(before, databaseQueries.snapshot());

        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
        assertMigrationCompletes();
    }

    @Test
    void connectionCutInLaterMigration_leavesOlderSchema() throws Exception {
        migrateToOlderVersion();
        List<String> before = databaseQueries.snapshot();
        cutConnectionWhileWaitingFor("lock table chatkit_attachments in row exclusive mode");
        assertEquals(before, databaseQueries.snapshot());

        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
        assertMigrationCompletes();
    }

    @Test
    void connectionCutInAdoption_leavesSupabaseTablesUnchanged() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.newer(database);
        List<String> before = databaseQueries.snapshot();
        List<String> shape = python.shape();
        var conversations = python.conversations();
        // of the last things that are done
        cutConnectionWhileWaitingFor("create table chatkit_attachments (id int)");
        assertEquals(before, databaseQueries.snapshot());
        assertEquals(shape, python.shape());
        assertEquals(conversations, python.conversations());

        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
        assertEquals(DatabaseQueries.CHANGESETS, databaseQueries.number("select count(*) from databasechangelog"));
    }

    @Test
    void processKilledInMigration_waitingNodeMigrates() throws Exception {
        holdLock("create table chatkit_threads (id int)");
        Process process = startMigrationProcess();
        try {
            Eventually.await(() -> databaseQueries.rows(WAITING).size() == 1);
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }
        // the killed one's server process waits on, with the advisory lock, until it notices that nobody listens
        Future<SchemaVersion> second = nodes.submit(() -> SchemaMigration.run(database));
        Eventually.await(() ->
                databaseQueries.number("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                        == 1);
        obstacle.rollback();
        assertEquals(Schema.CURRENT, second.get());
        assertMigrationCompletes();
    }

    @Test
    void migrationLockTimeout_leavesNothingAndIsReported() throws Exception {
        migrateToOlderVersion();
        List<String> before = databaseQueries.snapshot();
        holdLock("lock table chatkit_attachments in row exclusive mode");
        try (var one = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC());
                var other = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC())) {
            Future<Boolean> first = nodes.submit(one::prepare);
            Eventually.await(() -> databaseQueries.rows(WAITING).size() == 1);
            assertFalse(first.get());
            assertEquals(
                    "schema migration timed out waiting for a lock",
                    one.problem().orElseThrow());
            assertEquals(before, databaseQueries.snapshot());

            obstacle.rollback();
            holdLock("select pg_advisory_xact_lock(" + SchemaMigration.ADVISORY_LOCK + ")");
            assertFalse(other.prepare());
            assertEquals(
                    "schema migration in progress on another node",
                    other.problem().orElseThrow());
            obstacle.rollback();
            assertTrue(one.prepare());
            assertTrue(other.prepare());
        }
        assertMigrationCompletes();
    }

    /** A migration whose connection is cut while it waits for this. */
    private void cutConnectionWhileWaitingFor(String waitingFor) throws Exception {
        holdLock(waitingFor);
        Future<SchemaVersion> migration = nodes.submit(() -> SchemaMigration.run(database));
        Eventually.await(() -> databaseQueries.rows(WAITING).size() == 1);
        databaseQueries.rows("select pg_terminate_backend(" + databaseQueries.number(WAITING) + ")");
        assertThrows(ExecutionException.class, migration::get);
        obstacle.rollback();
    }

    private void holdLock(String sql) throws Exception {
        try (var statement = obstacle.createStatement()) {
            statement.execute(sql);
        }
    }

    private void migrateToOlderVersion() throws Exception {
        try (Connection connection = database.getConnection()) {
            SchemaMigration.liquibase(new JdbcConnection(connection))
                    .update("chatkit-1.0", new Contexts(), new LabelExpression());
        }
    }

    private void assertMigrationCompletes() throws Exception {
        assertEquals(Schema.CHANGESET_OF_TABLE.size(), databaseQueries.tableCount());
        assertEquals(DatabaseQueries.CHANGESETS, databaseQueries.number("select count(*) from databasechangelog"));
        assertEquals(
                0,
                databaseQueries.number("select count(*) from pg_locks where locktype = 'advisory' and database ="
                        + " (select oid from pg_database where datname = current_database())"));
    }

    private Process startMigrationProcess() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Node.class.getName(),
                        ((PGSimpleDataSource) database).getUrl())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A process that does nothing but migrate. */
    static final class Node {
        private Node() {}

        public static void main(String... arguments) throws Exception {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(arguments[0]);
            source.setUser("postgres");
            SchemaMigration.run(source);
        }
    }
}
