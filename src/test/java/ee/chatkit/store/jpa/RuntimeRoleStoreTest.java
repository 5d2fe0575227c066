package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.schema.SchemaFixture;
import ee.chatkit.store.schema.SchemaGrants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The PostgreSQL stores fulfil every contract as a role that does not own the schema and has what was granted to it. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("RuntimeRoleStoreTest")
class RuntimeRoleStoreTest extends JpaContracts {
    RuntimeRoleStoreTest() throws SQLException {
        super(new DatabaseRoles("contracts").granted().runtime());
    }

    @Test
    void runtimeRole_canChangeNeitherTablesNorTheRecordOfMigrations() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("limits").granted();
        SchemaGrants.grant(roles.owner(), "runtime limits");
        var queries = new DatabaseQueries(roles.runtime());
        for (String sql : List.of(
                "create table mine (id int)",
                "alter table chatkit_threads add column mine int",
                "drop table chatkit_feedback",
                "truncate chatkit_feedback",
                "delete from databasechangelog",
                "update databasechangeloglock set locked = true")) {
            assertEquals(
                    "42501",
                    assertThrows(SQLException.class, () -> queries.execute(sql), sql)
                            .getSQLState());
        }
    }

    /** Those of the manual, for who has no command line at hand. */
    @Test
    void grantsOfTheManual_suffice() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("manual");
        SchemaFixture.migrate(roles.owner());
        var grants = Pattern.compile("(?m)^    grant usage on schema(?:.*;|.*,|\\R    .*)+")
                .matcher(Files.readString(Path.of("src/site/markdown/security.md")));
        assertTrue(grants.find());
        new DatabaseQueries(roles.owner())
                .execute(grants.group().replace("public", "\"Own schema\"").replace("chatkit_app", roles.name()));
        try (var stores = new PostgresStores(roles.runtime(), Transactions.LOCAL, Clock.systemUTC())) {
            assertTrue(stores.prepare());
            assertEquals(List.of(), stores.problem().stream().toList());
        }
    }

    @Test
    void grantToUnknownRole_isRejected() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("unknown").granted();
        assertThrows(IllegalArgumentException.class, () -> SchemaGrants.grant(roles.owner(), "nobody'; --"));
    }

    @Test
    void pendingMigration_isReportedAndDoneByTheOwner() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("pending").granted();
        var owner = new DatabaseQueries(roles.owner());
        owner.execute("delete from databasechangelog where tag = '" + SchemaFixture.CURRENT + "'");
        var log = new CapturedLog();
        try (var stores = new PostgresStores(roles.runtime(), Transactions.LOCAL, Clock.systemUTC(), log)) {
            List<String> before = owner.snapshot();
            assertFalse(stores.prepare());
            assertEquals(
                    "schema migration pending: the database role does not own the schema",
                    stores.problem().orElseThrow());
            assertTrue(log.text().contains("chatkit-cli migrate"), log.text());
            assertEquals(before, owner.snapshot());
            SchemaFixture.migrate(roles.owner());
            assertTrue(stores.prepare(), log.text());
            assertEquals(List.of(), stores.problem().stream().toList());
        }
    }
}
