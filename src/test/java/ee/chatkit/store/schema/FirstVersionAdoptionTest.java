package ee.chatkit.store.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.jpa.CapturedLog;
import ee.chatkit.store.jpa.DatabaseQueries;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.TestStores;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first Python version, which knows no users, is adopted for one owner, upgraded by its own script or not. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("FirstVersionAdoptionTest")
class FirstVersionAdoptionTest {
    private static final Caller OWNER = new Caller("ann@example.com");
    private static final Caller ANN = new Caller(SupabaseDatabase.ANN);
    private static final PageRequest ALL = PageRequest.first(100, SortOrder.ASC);

    /** What the first version reads. */
    private static final List<String> READS = List.of(
            "select id, name, client_name, description, current_phase, status, created_at, context_summary,"
                    + " stakeholders, key_insights from opportunities order by created_at desc, id",
            "select id, opportunity_id, updated_at from active_opportunity",
            "select opportunity_id, phase, status from phase_progress order by id",
            "select id, title, phase, status from tasks order by id",
            "select id, opportunity_id, title, created_at, metadata from chatkit_threads where id <> 'thr_empty'"
                    + " order by created_at desc",
            "select id, thread_id, content, created_at from chatkit_thread_items order by thread_id, created_at");

    private final CapturedLog log = new CapturedLog();

    static Stream<Arguments> databases() {
        return Stream.of(
                Arguments.of("newest PostgreSQL", SupabaseDatabase.first(TestDatabase.create(4))),
                Arguments.of("oldest PostgreSQL", SupabaseDatabase.first(TestDatabase.onOldestPostgres())));
    }

    private PostgresStores adopt(SupabaseDatabase python, Caller owner) {
        var stores = TestStores.of(python.database(), log);
        assertTrue(stores.prepareFor(owner), log.text());
        return stores;
    }

    private static Map<String, List<String>> seen(SupabaseDatabase python) throws SQLException {
        Map<String, List<String>> seen = new TreeMap<>();
        for (String sql : READS) {
            seen.put(sql, python.queries().rows("select r::text from (" + sql + ") as r"));
        }
        return seen;
    }

    private static void assertSameView(Map<String, List<String>> before, Map<String, List<String>> after) {
        before.forEach((asked, rows) -> assertEquals(rows, after.get(asked), asked));
    }

    @Test
    void withoutOwner_isRejectedUnchanged() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.first(TestDatabase.create(2));
        List<String> before = python.queries().snapshot();
        try (var stores = TestStores.of(python.database(), log)) {
            assertFalse(stores.prepare());
            assertEquals(
                    "schema adoption failed: chatkit.adoption.owner is not set",
                    stores.problem().orElseThrow());
            assertTrue(log.text().contains("Set chatkit.adoption.owner to the id of the user"), log.text());
            assertEquals(before, python.queries().snapshot());
            assertTrue(stores.prepareFor(OWNER), log.text());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void adoption_assignsEverythingToTheOwner(String variant, SupabaseDatabase python) throws Exception {
        Map<String, List<String>> conversations = python.conversations();
        Map<String, List<String>> seen = seen(python);
        try (var stores = adopt(python, OWNER)) {
            assertSameView(seen, seen(python));
            assertEquals(
                    12,
                    stores.opportunities().listOpportunities(OWNER, ALL).data().size());
            assertEquals(61, stores.store().listThreads(OWNER, ALL).data().size(), variant);
            assertEquals(
                    "opp_3",
                    stores.opportunities()
                            .findActiveOpportunity(OWNER)
                            .orElseThrow()
                            .id());
            for (var conversation : conversations.entrySet()) {
                assertEquals(
                        conversation.getValue(),
                        stores.store().listItems(OWNER, conversation.getKey(), ItemScope.ALL, ALL).data().stream()
                                .map(item -> item.id() + " " + item.content())
                                .toList());
            }
            assertThrows(NotFoundException.class, () -> stores.store().loadThread(ANN, "thr_1"));
            assertFalse(log.text().contains("no known owner"), log.text());
        }
        List<String> after = python.queries().snapshot();
        SchemaMigration.run(python.database());
        assertEquals(after, python.queries().snapshot());
    }

    @Test
    void bothVersions_readEachOthersRows() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.first(TestDatabase.create(4));
        try (var stores = adopt(python, OWNER)) {
            python.queries().execute("""
                insert into opportunities (id, name, client_name, description, current_phase, status, stakeholders)
                values ('opp_py', 'Quay', 'Acme', '', 'pre_assessment', 'active', '{}');
                insert into phase_progress (opportunity_id, phase) values ('opp_py', 'discovery');
                update active_opportunity set opportunity_id = 'opp_py', updated_at = '2026-01-01T10:00:00' where id = 1;
                insert into chatkit_threads (id, opportunity_id, title, metadata) values ('thr_py', 'opp_py', 'T', '{}');
                insert into chatkit_thread_items (id, thread_id, item_type, content)
                values ('itm_py', 'thr_py', 'UserMessageItem', '{"id": "itm_py", "thread_id": "thr_py",
                    "type": "user_message", "created_at": "2026-01-01T12:00:00", "content": []}');
                update chatkit_threads set title = 'Quay', updated_at = now() where id = 'thr_py'
                """);
            assertEquals(
                    "opp_py",
                    stores.opportunities()
                            .findActiveOpportunity(OWNER)
                            .orElseThrow()
                            .id());
            assertEquals("Quay", stores.store().loadThread(OWNER, "thr_py").title());
            ThreadItem theirs = stores.store().loadItem(OWNER, "thr_py", "itm_py");
            assertEquals("user_message", theirs.type());
            assertEquals("{\"content\": []}", theirs.content());

            stores.store().addItem(OWNER, new ThreadItem("itm_ee", "thr_py", "end_of_turn", Instant.now(), "{}"));
            assertEquals(
                    List.of("itm_py", "itm_ee"),
                    python.queries()
                            .rows("select content ->> 'id' from chatkit_thread_items where thread_id = 'thr_py'"
                                    + " order by created_at"));
            stores.opportunities().createOpportunity(OWNER, "opp_ee", OpportunityDetails.named("Bridge"));
            stores.opportunities().activateOpportunity(OWNER, "opp_ee");
            stores.store().addThread(OWNER, ChatThread.create("thr_ee", Instant.now()));
            assertEquals(
                    List.of("(opp_ee,Bridge,\"\",pre_assessment,active)"),
                    python.queries()
                            .rows("select r::text from (select o.id, name, client_name, current_phase, status from"
                                    + " active_opportunity a join opportunities o on o.id = a.opportunity_id)"
                                    + " as r"));
            assertEquals(
                    List.of("opp_ee"),
                    python.queries().rows("select opportunity_id from chatkit_threads where id = 'thr_ee'"));
            stores.opportunities()
                    .updateOpportunity(OWNER, "opp_ee", it -> it.withDetails(OpportunityDetails.named("Bridge 2")));
            assertEquals(
                    "pre_assessment",
                    stores.opportunities()
                            .loadOpportunity(OWNER, "opp_ee")
                            .details()
                            .currentPhase());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("databases")
    void rollback_restoresFirstVersionWithLaterRows(String variant, SupabaseDatabase python) throws Exception {
        List<String> shape = python.shape();
        Map<String, List<String>> seen = seen(python);
        List<String> types = python.queries().rows("select item_type from chatkit_thread_items order by id");
        try (var stores = adopt(python, OWNER)) {
            stores.store().addItem(OWNER, new ThreadItem("itm_ee", "thr_1", "user_message", Instant.now(), "{}"));
            stores.opportunities().createOpportunity(OWNER, "opp_ee", OpportunityDetails.named("Bridge"));
        }
        rollback(python);
        assertEquals(
                List.of("UserMessageItem"),
                python.queries().rows("select item_type from chatkit_thread_items where id = 'itm_ee'"),
                variant);
        assertEquals(
                List.of("Bridge pre_assessment"),
                python.queries().rows("select name || ' ' || current_phase from opportunities where id = 'opp_ee'"));
        python.queries()
                .execute(
                        "delete from chatkit_thread_items where id = 'itm_ee'",
                        "delete from opportunities where id = 'opp_ee'");
        assertEquals(shape, python.shape());
        assertSameView(seen, seen(python));
        assertEquals(types, python.queries().rows("select item_type from chatkit_thread_items order by id"));
        adopt(python, OWNER).close();
    }

    private static void rollback(SupabaseDatabase python) throws Exception {
        for (int left = DatabaseQueries.CHANGESETS; left > 0; left--) {
            SchemaFixture.rollBack(python.database());
        }
    }

    @Test
    void upgradedVersion_isAdoptedForTheOwnerAndRolledBack() throws Exception {
        SupabaseDatabase python =
                SupabaseDatabase.upgraded(TestDatabase.create(4)).onTheWeb();
        python.queries()
                .execute(
                        "insert into opportunities (id, name, client_name, user_id) values ('opp_ann', 'New', 'A', '"
                                + SupabaseDatabase.BOB + "'), ('opp_third', 'New', 'A',"
                                + " '00000000-0000-4000-8000-000000000003')",
                        "create function touched() returns trigger language plpgsql as"
                                + " $$ begin new.context_summary := 'touched'; return new; end $$",
                        "create trigger touched before update on opportunities for each row execute function"
                                + " touched()");
        List<String> shape = python.shape();
        Map<String, List<String>> seen = seen(python);
        Map<String, List<String>> conversations = python.conversations();
        try (var stores = adopt(python, ANN)) {
            assertSameView(seen, seen(python));
            assertEquals(conversations, python.conversations("seq"));
            assertEquals(
                    12,
                    stores.opportunities().listOpportunities(ANN, ALL).data().size());
            assertEquals(61, stores.store().listThreads(ANN, ALL).data().size());
            assertEquals(
                    "opp_3",
                    stores.opportunities()
                            .findActiveOpportunity(ANN)
                            .orElseThrow()
                            .id());
            assertEquals(
                    List.of("opp_third"),
                    stores
                            .opportunities()
                            .listOpportunities(new Caller(SupabaseDatabase.USERS.get(2)), ALL)
                            .data()
                            .stream()
                            .map(Opportunity::id)
                            .toList());
            assertEquals(
                    List.of("61"), python.as(SupabaseDatabase.ANN, "select count(*) from chatkit_threads"), "now seen");
            assertEquals(List.of("0"), python.as(SupabaseDatabase.BOB, "select count(*) from chatkit_threads"));
        }
        rollback(python);
        assertEquals(shape, python.shape());
        assertSameView(seen, seen(python));
    }

    @Test
    void upgradedVersionWithoutOwner_isUnowned() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.upgraded(TestDatabase.create(4));
        try (var stores = TestStores.of(python.database(), log)) {
            assertTrue(stores.prepare(), log.text());
            assertEquals(
                    61,
                    stores.store()
                            .listThreads(new Caller("unowned"), ALL)
                            .data()
                            .size());
            assertTrue(log.text().contains("12 opportunities and 61 threads have no known owner"), log.text());
        }
    }

    @Test
    void ownerThatIsNoUserOfTheProject_isRejectedUnchanged() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.upgraded(TestDatabase.create(4));
        List<String> before = python.queries().snapshot();
        try (var stores = TestStores.of(python.database(), log)) {
            assertFalse(stores.prepareFor(new Caller("00000000-0000-4000-8000-0000000000ff")));
            assertEquals(
                    "schema adoption failed: chatkit.adoption.owner is no user of the Supabase project",
                    stores.problem().orElseThrow());
            assertEquals(before, python.queries().snapshot());
        }
    }
}
