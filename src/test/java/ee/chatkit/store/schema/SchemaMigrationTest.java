package ee.chatkit.store.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.jpa.CapturedLog;
import ee.chatkit.store.jpa.DatabaseQueries;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.RecordingDataSource;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.TestStores;
import ee.chatkit.store.jpa.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.database.jvm.JdbcConnection;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema is migrated and rolled back, once, by any number of nodes. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("SchemaMigrationTest")
class SchemaMigrationTest {
    private static final List<String> RELEASED = List.of(
            "opportunities 9:62a5bc8191a59b8496f1a53247918ff0",
            "active-opportunity 9:b6500525910437349e7cff4eee5684e1",
            "threads 9:01c8497fe85265211d49d805de86f355",
            "thread-items 9:0bfe123c3c206310ac4c04bf618e0afc",
            "attachments 9:f184d4402626cb4e603537efabcbf315",
            "feedback 9:c309fb07f0e3881b1ccad9b48729ebfa",
            "tag-1.0 9:583f62e4dce245a1194f21e8bd3b46ca",
            "attachment-uploads 9:6af9847873355c142bf7202e6de4ee37",
            "attachment-chunks 9:9ea004a2ce6accf3528dcfff87ca454b",
            "attachments-unsent 9:d775ecfa8f037dde556ba06ea3b3437b",
            "tag-1.1 9:6cad4947a841a376f4019d4f857da17f");

    /** Tables and indexes except those that later versions have added. */
    private static final String RELEASED_RELATIONS = "select count(*) from pg_class where oid >= 16384"
            + " and relnamespace <> 'pg_toast'::regnamespace and relname not like 'chatkit_idempotency_keys%'"
            + " and relname <> 'chatkit_attachments_user' and relname not like 'chatkit_turn%'"
            + " and relname not like 'chatkit_nodes%' and relname not like 'chatkit_audit%'";

    private final DataSource database = TestDatabase.create();
    private final DatabaseQueries databaseQueries = new DatabaseQueries(database);

    @Test
    void changesets_canBeRolledBackAndAppliedAgain() throws Exception {
        SchemaMigration.run(database);
        long tables = databaseQueries.tableCount();
        assertEquals(Schema.CHANGESET_OF_TABLE.size(), tables);
        long changesets = databaseQueries.number("select count(*) from databasechangelog");
        for (long left = changesets - 1; left >= 0; left--) {
            SchemaFixture.rollBack(database);
            assertEquals(left, databaseQueries.number("select count(*) from databasechangelog"));
        }
        assertEquals(0, databaseQueries.tableCount());
        SchemaMigration.run(database);
        assertEquals(tables, databaseQueries.tableCount());
    }

    @Test
    void currentTag_isLastInChangelogButOptionalChangesets() throws Exception {
        try (Connection connection = database.getConnection()) {
            Liquibase liquibase = SchemaMigration.liquibase(new JdbcConnection(connection));
            List<ChangeSet> changeSets = liquibase.getDatabaseChangeLog().getChangeSets().stream()
                    .filter(changeSet -> changeSet.getContextFilter().isEmpty())
                    .toList();
            ChangeSet last = changeSets.get(changeSets.size() - 1);
            assertTrue(last.getChanges().get(0).getConfirmationMessage().contains(Schema.CURRENT.toString()));
        }
    }

    @Test
    void changesetOfTable_createsTheTable() throws Exception {
        SchemaMigration.run(database);
        for (int left = DatabaseQueries.CHANGESETS; left > 0; left--) {
            Set<String> changes = Set.copyOf(databaseQueries.rows("select id from databasechangelog"));
            Schema.CHANGESET_OF_TABLE.forEach(
                    (table, change) -> assertEquals(changes.contains(change), exists(table), table));
            SchemaFixture.rollBack(database);
        }
        assertEquals(0, databaseQueries.tableCount());
    }

    private boolean exists(String table) {
        try {
            return databaseQueries.number("select count(*) from pg_tables where tablename = '" + table + "'") > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void currentSchema_isUnchanged() throws Exception {
        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
        databaseQueries.execute("drop table databasechangeloglock");
        List<String> before = databaseQueries.snapshot();
        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
        assertEquals(before, databaseQueries.snapshot());
    }

    @Test
    void currentSchema_costsTwoQueries() throws Exception {
        SchemaMigration.run(database);
        List<String> said = new CopyOnWriteArrayList<>();
        SchemaMigration.run(RecordingDataSource.dataSource(database, said));
        assertEquals(2, said.size(), said.toString());
    }

    @RepeatedTest(5)
    void concurrentStartOnEmptyDatabase_migratesOnce() throws Exception {
        startNodesConcurrently();
    }

    @RepeatedTest(5)
    void concurrentStartOnOlderSchema_migratesOnce() throws Exception {
        migrateTo("chatkit-1.0");
        databaseQueries.execute("insert into chatkit_threads (id, user_id) values ('t', 'u')");
        startNodesConcurrently();
        assertEquals(1, databaseQueries.number("select count(*) from chatkit_threads"));
    }

    private void startNodesConcurrently() throws Exception {
        int count = 4;
        var together = new CyclicBarrier(count);
        try (var nodes = Executors.newFixedThreadPool(count)) {
            List<Callable<SchemaVersion>> starts = Collections.nCopies(count, () -> {
                together.await();
                return SchemaMigration.run(database);
            });
            for (Future<SchemaVersion> start : nodes.invokeAll(starts)) {
                assertEquals(Schema.CURRENT, start.get());
            }
        }
        assertEquals(Schema.CHANGESET_OF_TABLE.size(), databaseQueries.tableCount());
        assertEquals(DatabaseQueries.CHANGESETS, databaseQueries.number("select count(*) from databasechangelog"));
    }

    /** As an older version would have done, each changeset in a transaction of its own. */
    private void migrateTo(String tag) throws Exception {
        try (Connection connection = database.getConnection()) {
            SchemaMigration.liquibase(new JdbcConnection(connection))
                    .update(tag, new Contexts(), new LabelExpression());
        }
    }

    @Test
    void olderSchema_isMigratedWithItsRows() throws Exception {
        migrateTo("chatkit-1.0");
        databaseQueries.execute("insert into chatkit_threads (id, user_id) values ('t', 'u')");
        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
        assertEquals(Schema.CHANGESET_OF_TABLE.size(), databaseQueries.tableCount());
        assertEquals(1, databaseQueries.number("select count(*) from chatkit_threads"));
    }

    @Test
    void olderAttachments_getTheOwnerOfTheirThread_andTheirChunksTheAttachment() throws Exception {
        migrateTo("chatkit-1.4");
        databaseQueries.execute(
                "insert into chatkit_threads (id, user_id) values ('t', 'bob')",
                "insert into chatkit_attachments (id, user_id, thread_id, type, name, mime_type, size) values ('sent',"
                        + " 'ann', 't', 'file', 'n', 'm', 1), ('unsent', 'ann', null, 'file', 'n', 'm', 1)",
                "insert into chatkit_attachment_uploads (id, attachment_id, begun_at) values ('u', 'sent', now())",
                "insert into chatkit_attachment_chunks (upload_id, seq, bytes) values ('u', 0, 'x')");
        SchemaMigration.run(database);
        assertEquals(
                List.of("sent bob", "unsent ann"),
                databaseQueries.rows("select id || ' ' || user_id from chatkit_attachments order by id"));
        // as a server of the previous version does
        databaseQueries.execute("insert into chatkit_attachment_chunks (upload_id, seq, bytes) values ('u', 1, 'x')");
        assertEquals(
                List.of("sent 0", "sent 1"),
                databaseQueries.rows(
                        "select attachment_id || ' ' || seq from chatkit_attachment_chunks order by upload_id, seq"));
    }

    @Test
    void distributionWithoutCitus_isRejectedAndChangesNothing() throws Exception {
        assertThrows(UnavailableException.class, () -> SchemaDistribution.distribute(database), "no schema yet");
        SchemaMigration.run(database);
        List<String> before = databaseQueries.snapshot();
        var rejection = assertThrows(UnavailableException.class, () -> SchemaDistribution.distribute(database));
        assertEquals("schema not distributed: the database has no extension citus", rejection.getMessage());
        assertEquals(before, databaseQueries.snapshot());
    }

    /** What released versions have written into the log: a change of a changeset would stop their databases. */
    @ParameterizedTest
    @CsvSource({"chatkit-1.0, 7", "chatkit-1.1, 11"})
    void releasedDatabase_isMarkedOnly(String tag, int changesets) throws Exception {
        migrateTo(tag);
        databaseQueries.execute("delete from databasechangelog where id like 'adopt-%'");
        List<String> released =
                databaseQueries.rows("select id || ' ' || md5sum from databasechangelog order by orderexecuted");
        assertEquals(RELEASED.subList(0, changesets), released);
        long before = databaseQueries.number(RELEASED_RELATIONS);
        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
        assertEquals(
                List.of(
                        "adopt-first-version MARK_RAN",
                        "adopt-supabase MARK_RAN",
                        "adopted-audit MARK_RAN",
                        "adopted-idempotency-keys MARK_RAN",
                        "adopted-item-times MARK_RAN",
                        "adopted-opportunities MARK_RAN",
                        "adopted-tables MARK_RAN",
                        "adopted-turn-journal MARK_RAN"),
                databaseQueries.rows(
                        "select id || ' ' || exectype from databasechangelog where id like 'adopt%' order by id"));
        if (tag.equals("chatkit-1.1")) {
            assertEquals(before, databaseQueries.number(RELEASED_RELATIONS));
        }
        assertEquals(Schema.CHANGESET_OF_TABLE.size(), databaseQueries.tableCount());
    }

    @Test
    void staleLiquibaseLock_doesNotBlockMigration() throws Exception {
        try (Connection connection = database.getConnection()) {
            SchemaMigration.liquibase(new JdbcConnection(connection)).update(5, "");
        }
        databaseQueries.execute(
                "update databasechangeloglock set locked = true, lockgranted = now(), lockedby = 'a dead node'");
        assertEquals(5, databaseQueries.number("select count(*) from databasechangelog"));
        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
        assertEquals(DatabaseQueries.CHANGESETS, databaseQueries.number("select count(*) from databasechangelog"));
        assertEquals(0, databaseQueries.number("select count(*) from databasechangeloglock where locked"));
    }

    @Test
    void newerMinorSchema_isUsedUnchanged() throws Exception {
        SchemaMigration.run(database);
        databaseQueries.execute(
                "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, tag)"
                        + " values ('tag-1.10', 'chatkit', 'chatkit/changelog.xml', now(), 99, 'EXECUTED',"
                        + " 'chatkit-1.10')",
                "alter table chatkit_threads add column mood text");
        List<String> before = databaseQueries.snapshot();
        assertEquals(new SchemaVersion(1, 10), SchemaMigration.run(database));
        assertEquals(before, databaseQueries.snapshot());
        var log = new CapturedLog();
        try (var stores = TestStores.of(database, log)) {
            assertTrue(stores.prepare());
            assertTrue(log.text().contains("chatkit-1.10"), log.text());
            assertTrue(stores.problem().isEmpty());
        }
    }

    @Test
    void changesetsOfOtherAuthors_areIgnored() throws Exception {
        SchemaMigration.run(database);
        databaseQueries.execute(
                "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, tag)"
                        + " values ('threads', 'somebody', 'theirs.xml', now(), 99, 'EXECUTED', 'v7')");
        assertEquals(Schema.CURRENT, SchemaMigration.run(database));
    }

    @Test
    void entities_matchSchema() {
        try (var stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC())) {
            assertTrue(stores.prepare());
        }
        TestStores.requireEntitiesMatch(database);
    }
}
