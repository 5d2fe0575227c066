package ee.chatkit.store.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.EmbeddedDatabase;
import ee.chatkit.store.jpa.CapturedLog;
import ee.chatkit.store.jpa.DatabaseQueries;
import ee.chatkit.store.jpa.Eventually;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.TestStores;
import ee.chatkit.store.jpa.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.postgresql.ds.PGSimpleDataSource;

/** Unusable databases: each has a reason without secrets and one line in the log, and is not changed. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("UnsupportedDatabaseTest")
class UnsupportedDatabaseTest {
    private static final String SECRET = "not-the-password";

    @Test
    void connectionFailures_haveDistinctReasons() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.temporary()) {
            PGSimpleDataSource wrong = dataSourceOf(server);
            wrong.setPassword(SECRET);
            assertTrue(assertRejected(wrong, "database authentication failed").contains("user \"chatkit\""));

            PGSimpleDataSource stranger = dataSourceOf(server);
            stranger.setUser("stranger");
            assertRejected(stranger, "database authentication failed");

            PGSimpleDataSource missing = dataSourceOf(server);
            missing.setDatabaseName("elsewhere");
            String said = assertRejected(missing, "database does not exist");
            assertTrue(said.contains("\"elsewhere\"") && said.contains("create database"), said);

            PGSimpleDataSource full = dataSourceOf(server);
            new DatabaseQueries(server.dataSource()).execute("create database full_one connection limit 0");
            full.setDatabaseName("full_one");
            assertRejected(full, "too many database connections");

            new DatabaseQueries(server.dataSource()).execute("create database closed_one allow_connections false");
            full.setDatabaseName("closed_one");
            assertRejected(full, "database does not allow connections");

            server.stop();
            assertTrue(assertRejected(dataSourceOf(server), "database unavailable: connection failed")
                    .contains("ConnectException"));
        }
    }

    private static PGSimpleDataSource dataSourceOf(EmbeddedDatabase server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.url());
        source.setUser(server.user());
        source.setPassword(server.password());
        return source;
    }

    @Test
    void unknownHost_isUnavailable() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"database.invalid"});
        source.setUser("chatkit");
        source.setPassword(SECRET);
        assertTrue(assertRejected(source, "database unavailable: connection failed")
                .contains("database.invalid"));
    }

    @Test
    void unknownRole_isAuthenticationFailure() {
        DataSource nobody = TestDatabase.connections("nobody", TestDatabase.name(""));
        assertTrue(assertRejected(nobody, "database authentication failed").contains("\"nobody\""));
    }

    @Test
    void unsupportedVersion_isRejectedUnchanged() throws Exception {
        try (EmbeddedPostgres server = TestDatabase.startTooOld()) {
            DataSource database = server.getPostgresDatabase();
            assertRejectedUnchanged(database, "unsupported PostgreSQL version 13, 14 or newer required");
        }
    }

    @Test
    void shutdownOfPostgres_isReported() throws Exception {
        try (EmbeddedPostgres server = TestDatabase.startAnother();
                Connection held = server.getPostgresDatabase().getConnection()) {
            var databaseQueries = new DatabaseQueries(server.getPostgresDatabase());
            long postmaster =
                    databaseQueries.number("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint");
            assertTrue(held.isValid(1));
            // it waits for the connection that is held
            ProcessHandle.of(postmaster).orElseThrow().destroy();
            Eventually.await(
                    () -> problemOf(server.getPostgresDatabase()).equals("database is starting up or shutting down"));
        }
    }

    @Test
    void otherEncodings_areRejected() throws Exception {
        for (String encoding : List.of("LATIN1", "SQL_ASCII")) {
            String name = TestDatabase.name("template template0 encoding '" + encoding
                    + "' lc_collate 'C' lc_ctype 'C' locale_provider 'libc'");
            assertRejectedUnchanged(
                    TestDatabase.connections("postgres", name), "unsupported database encoding, UTF8 required");
        }
    }

    @Test
    void readOnlyDatabase_isRejectedEvenIfSchemaIsCurrent() throws Exception {
        String name = TestDatabase.name("");
        DataSource database = TestDatabase.connections("postgres", name);
        var databaseQueries = new DatabaseQueries(database);
        databaseQueries.execute("alter database " + name + " set default_transaction_read_only = on");
        assertRejectedUnchanged(database, "database is read-only");
        databaseQueries.execute(
                "set default_transaction_read_only = off",
                "alter database " + name + " set default_transaction_read_only = off");
        try (var stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC())) {
            assertTrue(stores.prepare());
            databaseQueries.execute("alter database " + name + " set default_transaction_read_only = on");
            assertEquals("database is read-only", stores.problem().orElseThrow());
        }
        assertRejectedUnchanged(database, "database is read-only");
    }

    @Test
    void missingPrivileges_areReported() throws Exception {
        String name = TestDatabase.name("");
        var databaseQueries = new DatabaseQueries(TestDatabase.connections("postgres", name));
        databaseQueries.execute("create role may_nothing login");
        DataSource database = TestDatabase.connections("may_nothing", name);
        assertRejectedUnchanged(database, "insufficient database privileges");

        SchemaMigration.run(databaseQueries.database());
        assertRejected(database, "insufficient database privileges");

        databaseQueries.execute("grant select on all tables in schema public to may_nothing");
        assertRejectedUnchanged(database, "insufficient database privileges");

        databaseQueries.execute("grant insert, update, delete on all tables in schema public to may_nothing");
        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
    }

    @Test
    void missingSchema_isInsufficientPrivileges() throws Exception {
        String name = TestDatabase.name("");
        DataSource database = TestDatabase.connections("postgres", name);
        new DatabaseQueries(database).execute("drop schema public");
        assertRejected(database, "insufficient database privileges");
    }

    @Test
    void tablesOfOtherApplications_areUnchanged() throws Exception {
        for (String taken : List.of(
                "create table opportunities (id uuid primary key)",
                "create view chatkit_threads as select 1 as id",
                "create table shop (id int); create index chatkit_attachments_thread on shop (id)")) {
            DataSource database = TestDatabase.create(2);
            new DatabaseQueries(database).execute(taken);
            assertRejectedUnchanged(database, "schema incompatible: table names are used by another application");
        }
    }

    @Test
    void prepare_succeedsAfterConflictIsRemoved() throws Exception {
        DataSource database = TestDatabase.create(2);
        new DatabaseQueries(database).execute("create view opportunities as select 1 as id");
        try (var stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC())) {
            assertFalse(stores.prepare());
            new DatabaseQueries(database).execute("drop view opportunities");
            assertTrue(stores.prepare());
            assertTrue(stores.problem().isEmpty());
        }
    }

    @Test
    void newerMajorSchema_isRejected() throws Exception {
        DataSource database = TestDatabase.create(2);
        SchemaMigration.run(database);
        new DatabaseQueries(database)
                .execute("insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted,"
                        + " exectype, tag) values ('tag-2.0', 'chatkit', 'x', now(), 99, 'EXECUTED', 'chatkit-2.0')");
        assertRejectedUnchanged(
                database, "schema incompatible: database has chatkit-2.0, this version supports chatkit-1.7");
    }

    @Test
    void missingTables_areReportedForCurrentAndOlderSchema() throws Exception {
        DataSource database = TestDatabase.create(2);
        SchemaMigration.run(database);
        var databaseQueries = new DatabaseQueries(database);
        databaseQueries.execute("drop table chatkit_feedback");
        assertRejectedUnchanged(database, "schema incompatible: tables are missing");
        databaseQueries.execute("delete from databasechangelog where id = 'tag-1.7'");
        assertRejectedUnchanged(database, "schema incompatible: tables are missing");
    }

    @Test
    void missingChangelog_doesNotRecreateTables() throws Exception {
        DataSource database = TestDatabase.create(2);
        SchemaMigration.run(database);
        new DatabaseQueries(database).execute("drop table databasechangelog");
        assertRejectedUnchanged(database, "schema incompatible: table names are used by another application");
    }

    @Test
    void editedChangesets_areRejected() throws Exception {
        DataSource database = TestDatabase.create(2);
        SchemaMigration.run(database);
        new DatabaseQueries(database)
                .execute(
                        "delete from databasechangelog where id = 'tag-1.7'",
                        "update databasechangelog set md5sum = '9:00000000000000000000000000000000' where id ="
                                + " 'threads'");
        assertRejectedUnchanged(database, "schema incompatible: applied changesets differ from those of this version");
    }

    @Test
    void otherSearchPath_isRejected() throws Exception {
        String name = TestDatabase.name("");
        DataSource database = TestDatabase.connections("postgres", name);
        SchemaMigration.run(database);
        new DatabaseQueries(database)
                .execute(
                        "delete from databasechangelog where id = 'tag-1.7'",
                        "create schema newer",
                        "alter database " + name + " set search_path = newer, public");
        assertRejectedUnchanged(
                database, "schema incompatible: search_path selects another schema than that of the existing tables");
    }

    @Test
    void separateSchema_ignoresTablesElsewhere() throws Exception {
        String name = TestDatabase.name("");
        DataSource database = TestDatabase.connections("postgres", name);
        new DatabaseQueries(database)
                .execute(
                        "create table opportunities (id int)",
                        "create schema ours",
                        "alter database " + name + " set search_path = ours, public");
        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
        assertEquals(Schema.CHANGESET_OF_TABLE.size() + 1, new DatabaseQueries(database).tableCount());
    }

    @Test
    void otherDatabaseProduct_isRejected() {
        DatabaseMetaData h2 = proxyReturning(DatabaseMetaData.class, "getDatabaseProductName", "H2");
        Connection connection = proxyReturning(Connection.class, "getMetaData", h2);
        assertRejected(
                proxyReturning(DataSource.class, "getConnection", connection),
                "unsupported database, PostgreSQL required");
    }

    private static <T> T proxyReturning(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> called.getName().equals(method) ? answer : null));
    }

    @Test
    void wrappedFailure_reportsDriversReasonWithoutPassword() {
        SQLException driver = new SQLException("FATAL: password authentication failed for user \"chatkit\"", "28P01");
        for (Throwable wrapper : List.of(
                new SQLException(
                        "IJ031084: Unable to create connection", new IllegalStateException("IJ000453", driver)),
                chained(driver))) {
            assertEquals(DatabaseProblem.AUTHENTICATION_FAILED, Diagnosis.of(wrapper));
        }
        assertEquals(
                DatabaseProblem.CONNECTION_UNAVAILABLE,
                Diagnosis.of(new SQLException("IJ000655: No managed connections available")));
        String said = Diagnosis.message(new SQLException(
                "no driver for jdbc:postgresql://ada:" + SECRET + "@db/x?password=" + SECRET + "&a=b"));
        assertFalse(said.contains(SECRET), said);
        assertEquals(
                "SQLSTATE 23505",
                Diagnosis.message(new SQLException("duplicate\n  Detail: Key (id)=(what a user wrote)", "23505")));
    }

    private static SQLException chained(SQLException next) {
        SQLException first = new SQLException("no connection");
        first.setNextException(next);
        return first;
    }

    private static void assertRejectedUnchanged(DataSource database, String reason) throws SQLException {
        var databaseQueries = new DatabaseQueries(database);
        List<String> before = databaseQueries.snapshot();
        assertRejected(database, reason);
        assertEquals(before, databaseQueries.snapshot());
    }

    /** Asserts that preparation fails, and returns the line in the log. */
    private static String assertRejected(DataSource database, String reason) {
        var log = new CapturedLog();
        try (var stores = TestStores.of(database, log)) {
            assertFalse(stores.prepare(), reason);
            assertEquals(reason, stores.problem().orElseThrow(), log.text());
            assertEquals(1, log.lines().size(), log.text());
            String line = log.lines().get(0);
            assertTrue(line.contains(reason), line);
            assertFalse(line.contains(SECRET) || line.contains("{"), line);
            return line;
        }
    }

    private static String problemOf(DataSource database) {
        try (var stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC())) {
            return stores.prepare() ? "" : stores.problem().orElseThrow();
        }
    }
}
