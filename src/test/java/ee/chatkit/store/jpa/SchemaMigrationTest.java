package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import org.junit.jupiter.api.Test;

/** The schema goes up and down, once, whoever starts it. */
class SchemaMigrationTest {
    private static final String OUR_TABLES =
            "select count(*) from pg_tables where schemaname = 'public' and tablename not like 'databasechangelog%'";

    private final DataSource database = TestDatabase.create();

    @Test
    void everyChangesetCanBeRolledBackAndAppliedAgain() throws Exception {
        SchemaMigration.run(database);
        long tables = number(OUR_TABLES);
        assertEquals(8, tables);
        long changesets = number("select count(*) from databasechangelog");
        for (long left = changesets - 1; left >= 0; left--) {
            try (Connection connection = database.getConnection()) {
                SchemaMigration.liquibase(connection).rollback(1, "");
            }
            assertEquals(left, number("select count(*) from databasechangelog"));
        }
        assertEquals(0, number(OUR_TABLES));
        SchemaMigration.run(database);
        assertEquals(tables, number(OUR_TABLES));
    }

    @Test
    void theCurrentTagIsTheLastThingInTheChangelog() throws Exception {
        try (Connection connection = database.getConnection()) {
            Liquibase liquibase = SchemaMigration.liquibase(connection);
            List<ChangeSet> changeSets = liquibase.getDatabaseChangeLog().getChangeSets();
            ChangeSet last = changeSets.get(changeSets.size() - 1);
            assertTrue(last.getChanges().get(0).getConfirmationMessage().contains(SchemaMigration.CURRENT_TAG));
        }
    }

    @Test
    void aCurrentSchemaIsLeftAlone() throws Exception {
        SchemaMigration.run(database);
        try (Connection connection = database.getConnection()) {
            assertTrue(SchemaMigration.isCurrent(connection));
        }
        execute("drop table databasechangeloglock");
        SchemaMigration.run(database);
        assertEquals(0, number("select count(*) from pg_tables where tablename = 'databasechangeloglock'"));
    }

    @Test
    void nodesThatStartAtTheSameTimeMigrateOnce() throws Exception {
        try (var nodes = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> starts = IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(node -> () -> {
                        SchemaMigration.run(database);
                        return true;
                    })
                    .toList();
            for (Future<Boolean> start : nodes.invokeAll(starts)) {
                assertTrue(start.get());
            }
        }
        assertEquals(8, number(OUR_TABLES));
    }

    @Test
    void aLockThatAKilledNodeLeftBehindStopsNobody() throws Exception {
        SchemaMigration.run(database);
        execute("update databasechangeloglock set locked = true, lockgranted = now(), lockedby = 'a dead node'");
        execute("update databasechangelog set tag = null");
        execute("delete from databasechangelog where id = 'tag-1.1'");
        SchemaMigration.run(database);
        assertEquals(0, number("select count(*) from databasechangeloglock where locked"));
    }

    @Test
    void theEntitiesMatchTheSchema() {
        try (var stores = new PostgresStores(database, Transactions.OWN, Clock.systemUTC())) {
            assertTrue(stores.prepare());
        }
        try (var sessions = PersistenceUnit.build(database, Transactions.OWN)) {
            sessions.getSchemaManager().validateMappedObjects();
        }
    }

    @Test
    void aSchemaThatCannotBeBroughtUpToDateIsReportedAndTriedAgain() throws Exception {
        execute("create view opportunities as select 1 as id");
        try (var stores = new PostgresStores(database, Transactions.OWN, Clock.systemUTC())) {
            assertFalse(stores.prepare());
            assertEquals(
                    "the schema cannot be brought up to date", stores.problem().orElseThrow());
            execute("drop view opportunities");
            assertTrue(stores.prepare());
            assertTrue(stores.problem().isEmpty());
        }
    }

    @Test
    void anAppendIsPlannedWithIndexesOnly() throws Exception {
        SchemaMigration.run(database);
        String append = JpaItems.APPEND;
        for (String value : List.of("now()", "'x'", "'u'", "'i'", "'t'", "'{}'", "now()", "now()")) {
            append = append.replaceFirst("\\?", value);
        }
        execute("insert into chatkit_threads (id, user_id) select 't' || n, 'u' from generate_series(1, 5000) n");
        execute("analyze chatkit_threads");
        String plan = plan(append);
        assertTrue(plan.contains("Index Scan using chatkit_threads_pkey"), plan);
        assertFalse(plan.contains("Seq Scan"), plan);
    }

    private String plan(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
