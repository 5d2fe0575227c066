package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.store.Archive;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.schema.RowLevelSecurity;
import ee.chatkit.store.schema.SchemaFixture;
import ee.chatkit.telemetry.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row-level security is turned on and off, and servers whose setting differs from the database say so. */
@Tag("slow")
class RowLevelSecuritySetupTest {
    private static final Caller ADA = new Caller("ada");
    private static final Caller BOB = new Caller("bob");
    private static final String ENABLED = "row-level security is enabled in the database, but not in the settings";
    private static final String BYPASSED = "row-level security does not apply to the database role";

    private static PostgresStores stores(DataSource database, RowLevelSecurity rowLevelSecurity) {
        return new PostgresStores(
                database,
                Transactions.LOCAL,
                Clock.systemUTC(),
                ConnectionLimits.DEFAULT,
                rowLevelSecurity,
                new CapturedLog(),
                Telemetry.off());
    }

    private static String rejection(DataSource database, RowLevelSecurity rowLevelSecurity) {
        try (var stores = stores(database, rowLevelSecurity)) {
            assertFalse(stores.prepare());
            return stores.problem().orElseThrow();
        }
    }

    private static void addThread(PostgresStores stores, String id) {
        stores.store().addThread(ADA, ChatThread.create(id, Instant.now()));
    }

    @Test
    void existingDatabase_getsThePoliciesOfItsOwnerAndKeepsItsRows() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("later").granted();
        try (var plain = stores(roles.runtime(), RowLevelSecurity.OFF);
                var restricted = stores(roles.runtime(), RowLevelSecurity.ON)) {
            assertTrue(plain.prepare());
            addThread(plain, "thr_1");
            assertFalse(restricted.prepare());
            assertEquals(
                    "schema migration pending: the database role does not own the schema",
                    restricted.problem().orElseThrow());

            SchemaFixture.migrateWithPolicies(roles.owner());
            SchemaFixture.migrateWithPolicies(roles.owner());
            assertTrue(restricted.prepare());
            assertEquals(List.of(), restricted.problem().stream().toList());
            assertEquals("thr_1", restricted.store().loadThread(ADA, "thr_1").id());
            assertThrows(NotFoundException.class, () -> restricted.store().loadThread(BOB, "thr_1"));

            assertThrows(NotFoundException.class, () -> plain.store().loadThread(ADA, "thr_1"));
            assertEquals(
                    "row-level security hides rows from the database role",
                    plain.problem().orElseThrow());
            assertEquals(ENABLED, rejection(roles.runtime(), RowLevelSecurity.OFF));
        }
    }

    @Test
    void serverThatOwnsTheTables_createsThePoliciesAndIsSubjectToThem() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("server");
        try (var restricted = stores(roles.owner(), RowLevelSecurity.ON)) {
            assertTrue(restricted.prepare());
            addThread(restricted, "thr_1");
            assertEquals(0, new DatabaseQueries(roles.owner()).number("select count(*) from chatkit_threads"));
            assertEquals(1, new DatabaseQueries(roles.admin()).number("select count(*) from chatkit_threads"));

            new DatabaseQueries(roles.owner()).execute("alter table chatkit_threads disable row level security");
            Eventually.await(() -> restricted.problem().orElse("").equals(BYPASSED));
        }
        assertEquals(BYPASSED, rejection(roles.owner(), RowLevelSecurity.ON));
    }

    @Test
    void toolOfAnOperator_readsAllRowsWithAndWithoutPolicies() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("tool");
        try (var tool = stores(roles.owner(), RowLevelSecurity.AS_FOUND)) {
            assertTrue(tool.prepare());
            addThread(tool, "thr_1");
            assertEquals(1, tool.archive().count(new Archive.Selection(null, null)));
        }
        SchemaFixture.migrateWithPolicies(roles.owner());
        try (var tool = stores(roles.owner(), RowLevelSecurity.AS_FOUND)) {
            assertTrue(tool.prepare());
            assertEquals(1, tool.archive().count(new Archive.Selection(null, null)));
            assertEquals(1, tool.archive().count(new Archive.Selection(ADA, null)));
            assertEquals(0, tool.archive().count(new Archive.Selection(BOB, null)));
        }
    }

    /** Functions may be executed by all roles, unless the owner has revoked that. */
    @Test
    void functionOfThePolicies_isGrantedToTheRuntimeRole() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("function");
        new DatabaseQueries(roles.owner()).execute("alter default privileges revoke execute on functions from public");
        roles.restricted();
        assertEquals(
                List.of("t"),
                new DatabaseQueries(roles.runtime())
                        .rows("select has_function_privilege('chatkit_is_visible_thread(text)', 'execute')"));
    }

    @Test
    void superuser_isRejectedAndNothingIsChanged() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("superuser");
        var admin = new DatabaseQueries(roles.admin());
        List<String> before = admin.snapshot();
        assertEquals(BYPASSED, rejection(roles.admin(), RowLevelSecurity.ON));
        assertEquals(before, admin.snapshot());
    }

    /** Those of the manual. */
    @Test
    void statementsOfTheManual_turnItOff() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("off").restricted();
        try (var restricted = stores(roles.runtime(), RowLevelSecurity.ON)) {
            assertTrue(restricted.prepare());
            addThread(restricted, "thr_1");
        }
        var statements = Pattern.compile("(?ms)^    begin;\\R    drop policy.*?^    commit;")
                .matcher(Files.readString(Path.of("src/site/markdown/security.md")));
        assertTrue(statements.find());
        new DatabaseQueries(roles.owner()).execute(statements.group());
        assertEquals(
                0,
                new DatabaseQueries(roles.owner())
                        .number("select (select count(*) from pg_policy) + (select count(*) from pg_class"
                                + " where relrowsecurity or relforcerowsecurity)"));
        try (var plain = stores(roles.runtime(), RowLevelSecurity.OFF)) {
            assertTrue(plain.prepare());
            assertEquals("thr_1", plain.store().loadThread(ADA, "thr_1").id());
        }
        SchemaFixture.migrateWithPolicies(roles.owner());
        try (var restricted = stores(roles.runtime(), RowLevelSecurity.ON)) {
            assertTrue(restricted.prepare());
            assertEquals("thr_1", restricted.store().loadThread(ADA, "thr_1").id());
        }
    }
}
