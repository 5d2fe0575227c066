package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.schema.RowLevelSecurity;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What policies show to the role that runs the application: the rows of the caller that it names, and no others. */
class RowLevelSecurityTest {
    private static final Caller ADA = new Caller("ada");
    private static final Caller BOB = new Caller("bob");

    /** Of no user: what is in it is for all users only. */
    private static final String NODES = "chatkit_nodes";

    private static final String AUDIT = "chatkit_audit";

    private static final String AUDIT_HEAD = "chatkit_audit_head";

    private static final Set<String> OF_NO_USER = Set.of(NODES, AUDIT, AUDIT_HEAD);

    private static final UUID NODE = UUID.randomUUID();

    private static DatabaseRoles roles;
    private static PostgresStores stores;
    private static List<String> tables;

    @BeforeAll
    static void createRows() throws Exception {
        roles = new DatabaseRoles("policies").restricted();
        stores = new PostgresStores(roles.runtime(), Transactions.LOCAL, Clock.systemUTC(), RowLevelSecurity.ON);
        assertTrue(stores.prepare());
        fill(ADA);
        fill(BOB);
        tables = new DatabaseQueries(roles.admin())
                .rows("select c.relname from pg_class c where c.relnamespace = '\"Own schema\"'::regnamespace"
                        + " and c.relkind in ('r', 'p', 'f', 'm', 'v') and c.relname not like 'databasechangelog%'"
                        + " order by 1");
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    private static void fill(Caller user) {
        String id = user.userId();
        stores.opportunities().createOpportunity(user, "opp_" + id, OpportunityDetails.named("One"));
        stores.opportunities().activateOpportunity(user, "opp_" + id);
        stores.store()
                .addThread(user, ChatThread.create("thr_" + id, Instant.now()).withTitle("Title"));
        stores.store()
                .addItem(user, new ThreadItem("msg_" + id, "thr_" + id, "assistant_message", Instant.now(), "{}"));
        stores.store().saveFeedback(user, "thr_" + id, List.of("msg_" + id), FeedbackKind.POSITIVE);
        stores.store()
                .saveAttachment(
                        user,
                        new Attachment(
                                "atc_" + id, null, AttachmentType.FILE, "a.txt", "text/plain", 3, "{}", Instant.now()));
        try (var upload = stores.contents().begin(user, "atc_" + id)) {
            upload.write("abc".getBytes(StandardCharsets.UTF_8), 0, 3);
            upload.complete();
        }
        stores.idempotencyKeys().claim(user, "key", "digest", Duration.ofMinutes(1), Duration.ofHours(1));
        stores.turnJournal()
                .write(
                        NODE,
                        List.of(new TurnChange(
                                "trn_" + id, "thr_" + id, user, true, 1, List.of("{}"), TurnState.RUNNING)));
        stores.turnJournal().beat(UUID.randomUUID());
        stores.searchIndex().indexNext(100);
        stores.legalHolds()
                .place(
                        new Caller("records"),
                        new LegalHold("hld_" + id, "thr_" + id, null, "R", "records", Instant.now()));
    }

    /** A new table cannot be forgotten: it has user data, unless it belongs to Liquibase. */
    @Test
    void everyTable_hasThePolicyAndForcesIt() throws Exception {
        assertFalse(tables.isEmpty());
        for (String table : tables) {
            assertEquals(
                    List.of("true true true"),
                    new DatabaseQueries(roles.admin())
                            .rows("select concat_ws(' ', relrowsecurity::text, relforcerowsecurity::text, (select"
                                    + " (polcmd = '*' and polpermissive and polroles = '{0}')::text from pg_policy p"
                                    + " where p.polrelid = c.oid)) from pg_class c where c.oid = '\"Own"
                                    + " schema\"." + table
                                    + "'::regclass"),
                    table + " needs a policy: see 010-row-level-security.sql");
        }
    }

    @Test
    void statementWithoutCaller_seesNoRow() throws Exception {
        for (String table : tables) {
            assertEquals(List.of("0"), as("", "select count(*) from " + table), table);
            assertEquals(List.of("0"), asOwner("select count(*) from " + table), table);
        }
    }

    @Test
    void statementWithoutCondition_seesTheRowsOfItsCaller() throws Exception {
        assertEquals(rows("1", "0"), counts("select set_config('chatkit.caller', 'ada', true)"));
        assertEquals(rows("1", "0"), counts("select set_config('chatkit.caller', 'bob', true)"));
        assertEquals(rows("0", "0"), counts("select set_config('chatkit.caller', 'eve', true)"));
        assertEquals(rows("2", "2"), counts("select set_config('chatkit.all_users', 'on', true)"));
        assertEquals(
                List.of("thr_ada"),
                as("select set_config('chatkit.caller', 'ada', true)", "select id from chatkit_threads"));
    }

    private static List<String> rows(String ofEachTable, String ofNodes) {
        return tables.stream()
                .map(table -> OF_NO_USER.contains(table)
                        ? table.equals(AUDIT_HEAD) && !ofNodes.equals("0") ? "1" : ofNodes
                        : ofEachTable)
                .toList();
    }

    private static List<String> counts(String setting) throws SQLException {
        List<String> counts = new ArrayList<>();
        for (String table : tables) {
            counts.addAll(as(setting, "select count(*) from " + table));
        }
        return counts;
    }

    @Test
    void statementWithoutCaller_writesNoRow() throws Exception {
        Map<String, String> inserts = inserts("eve", "thr_ada", "msg_ada", "atc_ada");
        for (Map.Entry<String, String> insert : inserts.entrySet()) {
            assertEquals("42501", rejection("", insert.getValue()), insert.getKey());
        }
        for (String table : tables) {
            assertEquals(List.of(), as("", "delete from " + table + " returning 1"), table);
        }
    }

    @Test
    void statementOfAnotherUser_writesNoRow() throws Exception {
        String eve = "select set_config('chatkit.caller', 'eve', true)";
        Map<String, String> inserts = inserts("ada", "thr_ada", "msg_ada", "atc_ada");
        assertEquals(Set.copyOf(tables), inserts.keySet());
        for (Map.Entry<String, String> insert : inserts.entrySet()) {
            assertEquals("42501", rejection(eve, insert.getValue()), insert.getKey());
        }
        for (String table : tables) {
            assertEquals(List.of(), as(eve, "delete from " + table + " returning 1"), table);
        }
        assertEquals(
                "42501",
                rejection(
                        "select set_config('chatkit.caller', 'ada', true)",
                        "update chatkit_threads set user_id = 'eve'"));
        assertEquals(
                "42501",
                rejection(
                        "select set_config('chatkit.caller', 'ada', true)",
                        "update chatkit_attachments set thread_id = 'thr_bob'"));
        assertEquals(
                "42501",
                rejection(
                        "select set_config('chatkit.caller', 'ada', true)",
                        "update chatkit_thread_items set thread_id = 'thr_bob', id = 'x' where id = 'msg_none' or"
                                + " true"));
    }

    private static Map<String, String> inserts(String user, String thread, String item, String attachment) {
        Map<String, String> inserts = new LinkedHashMap<>();
        inserts.put("opportunities", "insert into opportunities (id, user_id, name) values ('o', '" + user + "', 'n')");
        inserts.put("active_opportunity", "insert into active_opportunity (user_id) values ('" + user + "x')");
        inserts.put("chatkit_threads", "insert into chatkit_threads (id, user_id) values ('t', '" + user + "')");
        inserts.put(
                "chatkit_thread_items",
                "insert into chatkit_thread_items (thread_id, seq, id, item_type, content) values ('" + thread
                        + "', 9, 'i', 'note', '{}')");
        inserts.put(
                "chatkit_feedback",
                "insert into chatkit_feedback (thread_id, item_id, kind) values ('" + thread + "', '" + item
                        + "x', 'positive')");
        inserts.put(
                "chatkit_attachments",
                "insert into chatkit_attachments (id, user_id, type, name, mime_type, size) values ('a', '" + user
                        + "', 'file', 'n', 't', 1)");
        inserts.put(
                "chatkit_attachment_uploads",
                "insert into chatkit_attachment_uploads (id, attachment_id, begun_at) values ('u', '" + attachment
                        + "', now())");
        inserts.put(
                "chatkit_attachment_chunks",
                "insert into chatkit_attachment_chunks (upload_id, seq, bytes) select id, 9, 'x' from (values ("
                        + "'upl_x')) as u (id)");
        inserts.put(
                "chatkit_idempotency_keys",
                "insert into chatkit_idempotency_keys (user_id, key, fingerprint, seed, attempt, lease_until,"
                        + " created_at, expires_at)"
                        + " values"
                        + " ('" + user + "', 'k', 'f', gen_random_uuid(), gen_random_uuid(), now(),"
                        + " now(), now())");
        inserts.put(NODES, "insert into chatkit_nodes (id, beaten_at) values (gen_random_uuid(), now())");
        inserts.put("chatkit_holds", "insert into chatkit_holds values ('h', '" + thread + "', null, 'R', 'p', now())");
        inserts.put(
                AUDIT,
                "insert into chatkit_audit (number, at, origin, action, object_type, outcome, details, previous_hash,"
                        + " hash) values (9, now(), 'o', 'a', 't', 'done', '{}', sha256('x'), sha256('x'))");
        inserts.put(
                AUDIT_HEAD,
                "insert into chatkit_audit_head (id, last_number, last_hash, last_at, first_number, anchor)"
                        + " values (true, 0, 'x', now(), 0, 'x')");
        inserts.put(
                "chatkit_turns",
                "insert into chatkit_turns (id, thread_id, user_id, node, state, created_at) values ('t', '" + thread
                        + "', '" + user + "', gen_random_uuid(), 'running', now())");
        inserts.put(
                "chatkit_turn_events",
                "insert into chatkit_turn_events (thread_id, turn_id, first_number, last_number, characters, events)"
                        + " values ('" + thread + "', 'trn_ada', 9, 9, 2, '{}')");
        inserts.put(
                "chatkit_search",
                "insert into chatkit_search (thread_id, seq, user_id, created_at, grams) values ('" + thread + "', 9, '"
                        + user + "', now(), '{}')");
        return inserts;
    }

    /** In one transaction, which is rolled back. */
    private static List<String> as(String setting, String sql) throws SQLException {
        try (Connection connection = roles.runtime().getConnection()) {
            connection.setAutoCommit(false);
            try {
                return rows(connection, setting, sql);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static List<String> rows(Connection connection, String setting, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!setting.isEmpty()) {
                statement.execute(setting);
            }
            List<String> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
            return rows;
        }
    }

    private static List<String> asOwner(String sql) throws SQLException {
        return new DatabaseQueries(roles.owner()).rows(sql);
    }

    private static String rejection(String setting, String sql) {
        return assertThrows(SQLException.class, () -> as(setting, sql), sql).getSQLState();
    }

    /** The second wall: a query of the application that has forgotten the owner. */
    @Test
    void sessionOfACaller_restrictsAQueryWithoutCondition() throws Exception {
        try (var sessions = SessionFactories.build(
                        new ee.chatkit.store.connection.ManagedConnections(roles.runtime(), ConnectionLimits.DEFAULT),
                        Transactions.LOCAL,
                        true);
                var session = sessions.withStatelessOptions()
                        .tenantIdentifier((Object) RowAccess.of(ADA).toString())
                        .openStatelessSession()) {
            assertEquals(
                    List.of("thr_ada"),
                    JdbcStatements.list(session, "select id from chatkit_threads", row -> row.getString(1)));
            assertEquals(
                    List.of("thr_ada"),
                    session.createSelectionQuery("select t.id from ThreadEntity t", String.class)
                            .getResultList());
            assertEquals(
                    0,
                    session.createMutationQuery("delete from ThreadEntity t where t.id = 'thr_bob'")
                            .executeUpdate());
        }
    }

    @Test
    void settings_endWithTheirStatement() throws Exception {
        stores.store().loadThread(ADA, "thr_ada");
        assertTrue(stores.attachmentMaintenance().find("atc_ada").isPresent());
        stores.archive().count(new ee.chatkit.store.Archive.Selection(null, null));
        for (int i = 0; i < 20; i++) {
            assertEquals(List.of("0"), as("", "select count(*) from chatkit_threads"));
        }
        assertThrows(NotFoundException.class, () -> stores.store().loadThread(BOB, "thr_ada"));
    }
}
