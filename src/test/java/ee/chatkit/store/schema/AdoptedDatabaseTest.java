package ee.chatkit.store.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.SearchRequest;
import ee.chatkit.store.jpa.CapturedLog;
import ee.chatkit.store.jpa.DatabaseQueries;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.TestStores;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A Supabase schema is adopted in place, and the Python version continues to use it. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("AdoptedDatabaseTest")
class AdoptedDatabaseTest {
    private static final String COUNTS = "select (select count(*) from opportunities) || ' ' || (select count(*) from"
            + " active_opportunity) || ' ' || (select count(*) from chatkit_threads) || ' ' || (select count(*) from"
            + " chatkit_thread_items) || ' ' || (select count(*) from phase_progress) || ' ' || (select count(*) from"
            + " artifacts) || ' ' || (select count(*) from tasks)";

    private final CapturedLog log = new CapturedLog();

    static Stream<Arguments> variants() {
        return Stream.of(
                Arguments.of("newer, on the newest PostgreSQL", build(SupabaseDatabase::newer, TestDatabase.create(4))),
                Arguments.of("older, on the newest PostgreSQL", build(SupabaseDatabase::older, TestDatabase.create(4))),
                Arguments.of(
                        "newer, on the oldest PostgreSQL",
                        build(SupabaseDatabase::newer, TestDatabase.onOldestPostgres())),
                Arguments.of(
                        "older, on the oldest PostgreSQL",
                        build(SupabaseDatabase::older, TestDatabase.onOldestPostgres())));
    }

    private static SupabaseDatabase build(Function<DataSource, SupabaseDatabase> variant, DataSource database) {
        return variant.apply(database).onTheWeb();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void adoption_keepsConversationsAndPythonsView(String variant, SupabaseDatabase python) throws Exception {
        Map<String, List<String>> conversations = python.conversations();
        Map<String, List<String>> seen = python.seen();
        List<String> counts = python.queries().rows(COUNTS);
        try (var stores = adopt(python)) {
            assertEquals(counts, python.queries().rows(COUNTS), variant);
            assertSameView(seen, python.seen());
            assertEquals(conversations, conversations(python, stores));
            assertEquals(conversations, python.conversations("seq"), "Python's order is the one it was");
            assertEquals(
                    0,
                    python.queries()
                            .number("select count(*) from chatkit_thread_items"
                                    + " where item_type ~ 'Item$' and item_type <> 'OurOwnItem'"));
            assertEquals(
                    0,
                    python.queries()
                            .number("select count(*) from chatkit_threads t where last_seq <>"
                                    + " (select count(*) from chatkit_thread_items i where i.thread_id = t.id)"));
            assertTrue(log.text().contains("opportunities 40, threads 301, items 6,306"), log.text());
        }
        List<String> after = python.queries().snapshot();
        SchemaMigration.run(python.database());
        assertEquals(after, python.queries().snapshot(), "twice is once");
        TestStores.requireEntitiesMatch(python.database());
    }

    private static void assertSameView(Map<String, List<String>> before, Map<String, List<String>> after) {
        before.forEach((asked, rows) -> assertEquals(rows, after.get(asked), asked));
    }

    private PostgresStores adopt(SupabaseDatabase python) {
        var stores = TestStores.of(python.database(), log);
        assertTrue(stores.prepare(), log.text());
        return stores;
    }

    /** Through the store, as every owner. */
    private static Map<String, List<String>> conversations(SupabaseDatabase python, PostgresStores stores)
            throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        for (String user : python.queries().rows("select distinct user_id from chatkit_threads")) {
            var caller = new Caller(user);
            List<ChatThread> threads = all(page -> stores.store().listThreads(caller, page));
            for (ChatThread thread : threads) {
                all.put(
                        thread.id(),
                        all(page -> stores.store().listItems(caller, thread.id(), ItemScope.ALL, page)).stream()
                                .map(item -> item.id() + " " + item.content())
                                .toList());
            }
        }
        return all;
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> list) {
        List<T> all = new ArrayList<>();
        var request = PageRequest.first(20, SortOrder.ASC);
        Page<T> page = list.apply(request);
        all.addAll(page.data());
        while (page.hasMore()) {
            request = request.next(page);
            page = list.apply(request);
            all.addAll(page.data());
        }
        return all;
    }

    @Test
    void adoption_mapsItemTypesAndKeepsHiddenItemsHidden() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.newer(TestDatabase.create(4));
        try (var stores = adopt(python)) {
            var owner = new Caller(python.queries()
                    .rows("select user_id from chatkit_threads where id = 'thr_0033'")
                    .get(0));
            assertEquals("OurOwnItem", type(stores, owner, "thr_0033", "odd_class"));
            assertEquals("our_own", type(stores, owner, "thr_0033", "odd_type"));
            assertEquals("user_message", type(stores, owner, "thr_0033", "odd_number"));
            assertEquals(
                    "{\"x\": 2.50}",
                    stores.store().loadItem(owner, "thr_0033", "odd_type").content());
            var other = new Caller(python.queries()
                    .rows("select user_id from chatkit_threads where id = 'thr_0044'")
                    .get(0));
            assertEquals("assistant_message", type(stores, other, "thr_0044", "odd_wire"));
            assertEquals("hidden_context_item", type(stores, other, "thr_0044", "odd_other"));
            assertEquals("end_of_turn", type(stores, other, "thr_0044", "odd_empty"));
            assertTrue(all(page -> stores.store().listItems(other, "thr_0044", ItemScope.VISIBLE, page)).stream()
                    .noneMatch(ThreadItem::hidden));
        }
    }

    /** What the Python version writes, changes and deletes, as it is in the index of searches. */
    @Test
    void search_followsWhatPythonWrites() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.newer(TestDatabase.create(4));
        try (var stores = adopt(python)) {
            while (stores.searchIndex().indexNext(1000).hasMore()) {
                assertTrue(stores.searchIndex().countUnindexed(1000) >= 0);
            }
            String[] item = python.queries()
                    .rows("select t.user_id || ' ' || t.id || ' ' || i.id || ' ' || i.seq from chatkit_thread_items i"
                            + " join chatkit_threads t on t.id = i.thread_id where i.item_type = 'assistant_message'"
                            + " order by i.id limit 1")
                    .getFirst()
                    .split(" ", -1);
            var owner = new Caller(item[0]);
            python.queries()
                    .execute(
                            "update chatkit_thread_items set content = content || '{\"content\": [{\"type\":"
                                    + " \"output_text\", \"text\": \"zebrafish\"}]}' where id = '" + item[2] + "'",
                            "update chatkit_threads set title = 'Okapi' where id = '" + item[1] + "'");
            assertEquals(List.of(item[2]), found(stores, owner, "zebrafish"));
            assertEquals(List.of(item[1]), found(stores, owner, "okapi"));
            stores.searchIndex().indexNext(1000);
            assertEquals(List.of(item[2]), found(stores, owner, "zebrafish"));
            assertEquals(List.of(item[1]), found(stores, owner, "okapi"));
            String row = "select count(*) from chatkit_search where thread_id = '" + item[1] + "' and seq = " + item[3];
            assertEquals(1, python.queries().number(row));
            python.queries().execute("delete from chatkit_thread_items where id = '" + item[2] + "'");
            assertEquals(0, python.queries().number(row));
            assertEquals(List.of(), found(stores, owner, "zebrafish"));
        }
    }

    private static List<String> found(PostgresStores stores, Caller caller, String query) {
        return stores.search().search(caller, SearchRequest.first(query, 10)).data().stream()
                .map(hit -> hit.item() == null ? hit.thread().id() : hit.item().id())
                .toList();
    }

    private static String type(PostgresStores stores, Caller caller, String thread, String item) {
        return stores.store().loadItem(caller, thread, item).type();
    }

    @Test
    void adoptedOpportunity_keepsStatusTextAndOtherColumns() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.newer(TestDatabase.create(4));
        String words = "select string_agg(coalesce(status, '-'), ' ' order by id) from opportunities";
        List<String> before = python.queries().rows(words);
        try (var stores = adopt(python)) {
            assertEquals(before, python.queries().rows(words));
            for (String user : SupabaseDatabase.USERS) {
                var caller = new Caller(user);
                for (Opportunity opportunity :
                        all(page -> stores.opportunities().listOpportunities(caller, page))) {
                    stores.opportunities().updateOpportunity(caller, opportunity.id(), same -> same);
                }
            }
            assertEquals(before, python.queries().rows(words));
            var owner = new Caller(python.queries()
                    .rows("select user_id from opportunities where id = 'opp_7'")
                    .get(0));
            assertEquals(
                    "opp_7",
                    stores.opportunities()
                            .loadOpportunity(owner, "opp_7")
                            .details()
                            .name());
            String archived = python.queries()
                    .rows("select id from opportunities where status = 'archived' and user_id = '" + owner.userId()
                            + "'")
                    .get(0);
            assertEquals(
                    OpportunityStatus.COMPLETED,
                    stores.opportunities().loadOpportunity(owner, archived).status());
            stores.opportunities().updateOpportunity(owner, archived, it -> it.withStatus(OpportunityStatus.ACTIVE));
            assertEquals(
                    "active",
                    python.queries()
                            .rows("select status from opportunities where id = '" + archived + "'")
                            .get(0));
        }
    }

    @Test
    void bothVersions_readEachOthersRows() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.newer(TestDatabase.create(4)).onTheWeb();
        var ann = new Caller(SupabaseDatabase.ANN);
        try (var stores = adopt(python)) {
            // Python, as it always did
            python.as(SupabaseDatabase.ANN, """
                insert into opportunities (id, user_id, name) values ('opp_py', '%1$s', 'Pier');
                update active_opportunity set opportunity_id = 'opp_py' where user_id = '%1$s';
                insert into chatkit_threads (id, user_id, opportunity_id, title, metadata)
                values ('thr_py', '%1$s', 'opp_py', 'T', null);
                insert into chatkit_thread_items (id, thread_id, item_type, created_at, content)
                values ('itm_py', 'thr_py', 'UserMessageItem', '2026-01-01T12:00:00Z', '{"id": "itm_py",
                    "thread_id": "thr_py", "type": "user_message", "created_at": "2026-01-01T12:00:00",
                    "content": []}')
                """.formatted(SupabaseDatabase.ANN));
            assertEquals(
                    "opp_py",
                    stores.opportunities()
                            .findActiveOpportunity(ann)
                            .orElseThrow()
                            .id());
            ThreadItem theirs = stores.store().loadItem(ann, "thr_py", "itm_py");
            assertEquals("user_message", theirs.type());
            assertEquals("{\"content\": []}", theirs.content());

            // the server, whose item is created later than Python's, and what Python sees of it
            assertEquals(
                    Instant.parse("2026-01-01T12:00:00Z"),
                    stores.store()
                            .addItem(ann, new ThreadItem("itm_old", "thr_py", "end_of_turn", Instant.EPOCH, "{}"))
                            .createdAt());
            assertEquals(
                    3,
                    stores.store()
                            .addItem(
                                    ann,
                                    new ThreadItem(
                                            "itm_ee",
                                            "thr_py",
                                            "assistant_message",
                                            Instant.parse("2026-01-02T00:00:00Z"),
                                            "{\"content\":[]}"))
                            .position());
            assertEquals(
                    List.of("{\"id\": \"itm_ee\", \"type\": \"assistant_message\", \"content\": [], \"thread_id\":"
                            + " \"thr_py\", \"created_at\": \"2026-01-02T00:00:00.000000Z\"}"),
                    python.as(SupabaseDatabase.ANN, "select content from chatkit_thread_items where id = 'itm_ee'"));
            stores.store().updateItem(ann, "thr_py", "itm_py", item -> item.withContent("{\"content\":[1]}"));
            assertEquals(
                    List.of("{\"id\": \"itm_py\", \"type\": \"user_message\", \"content\": [1], \"thread_id\":"
                            + " \"thr_py\", \"created_at\": \"2026-01-01T12:00:00\"}"),
                    python.as(SupabaseDatabase.ANN, "select content from chatkit_thread_items where id = 'itm_py'"));
            assertEquals(
                    "{\"content\": [1]}",
                    stores.store().loadItem(ann, "thr_py", "itm_py").content());
            stores.opportunities().createOpportunity(ann, "opp_ee", OpportunityDetails.named("Bridge"));
            stores.opportunities().activateOpportunity(ann, "opp_ee");
            stores.store().addThread(ann, ChatThread.create("thr_ee", Instant.now()));
            assertEquals(
                    List.of("opp_ee"),
                    python.as(
                            SupabaseDatabase.ANN,
                            "select opportunity_id from chatkit_threads where id = 'thr_ee' and user_id = '"
                                    + SupabaseDatabase.ANN + "'"));
            assertEquals(
                    List.of("opp_ee"),
                    python.as(SupabaseDatabase.ANN, "select opportunity_id from active_opportunity"));
            assertEquals(
                    List.of(), python.as(SupabaseDatabase.BOB, "select id from chatkit_threads where id = 'thr_ee'"));
            assertThrows(
                    SQLException.class,
                    () -> python.as(
                            SupabaseDatabase.BOB,
                            "insert into chatkit_thread_items (id, thread_id, item_type, content)"
                                    + " values ('itm_bob', 'thr_ee', 'EndOfTurnItem', '{}')"));
            assertThrows(
                    ConflictException.class,
                    () -> stores.store().addItem(ann, new ThreadItem("itm_py", "thr_ee", "note", Instant.now(), "{}")));
            assertTrue(python.as(SupabaseDatabase.ANN, "select 1 from chatkit_feedback")
                    .isEmpty());
            assertTrue(python.as(SupabaseDatabase.ANN, "select 1 from databasechangelog")
                    .isEmpty());
            assertTrue(python.as(SupabaseDatabase.ANN, "select 1 from chatkit_adopted")
                    .isEmpty());
        }
    }

    @Test
    void concurrentAppendsOfBothVersions_getDistinctPositions() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.newer(TestDatabase.create(10));
        var ann = new Caller(SupabaseDatabase.ANN);
        try (var stores = adopt(python)) {
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                int number = writer;
                writers.add(Thread.ofPlatform().start(() -> {
                    for (int n = 0; n < 50; n++) {
                        write(python, stores, ann, "w" + number + "_" + n, number % 2 == 0);
                    }
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertEquals(
                    200,
                    all(page -> stores.store().listItems(ann, "thr_empty", ItemScope.ALL, page))
                            .size());
            assertEquals(
                    200,
                    python.queries().number("select max(seq) from chatkit_thread_items where thread_id = 'thr_empty'"));
        }
    }

    private static void write(
            SupabaseDatabase python, PostgresStores stores, Caller caller, String id, boolean asPython) {
        try {
            if (asPython) {
                python.queries()
                        .execute("insert into chatkit_thread_items (id, thread_id, item_type, content) values ('" + id
                                + "', 'thr_empty', 'EndOfTurnItem', '{}')");
            } else {
                stores.store().addItem(caller, new ThreadItem(id, "thr_empty", "note", Instant.now(), "{}"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rowsWithoutOwner_areAssignedToUnownedAndCanBeReassigned() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.older(TestDatabase.create(4));
        python.queries()
                .execute(
                        "update opportunities set user_id = null where id = 'opp_9'",
                        "update active_opportunity set user_id = null");
        try (var stores = adopt(python)) {
            var nobody = new Caller("unowned");
            assertEquals(
                    List.of("opp_9"),
                    all(page -> stores.opportunities().listOpportunities(nobody, page)).stream()
                            .map(Opportunity::id)
                            .toList());
            long threads = all(page -> stores.store().listThreads(nobody, page)).size();
            assertEquals(
                    1 + python.queries().number("select count(*) from chatkit_threads where opportunity_id = 'opp_9'"),
                    threads);
            assertTrue(
                    log.text().contains("1 opportunities and " + threads + " threads have no known owner"), log.text());
            assertEquals(
                    3,
                    python.queries().number("select count(*) from active_opportunity where user_id like 'unowned%'"));

            python.queries()
                    .execute(
                            "update opportunities set user_id = '" + SupabaseDatabase.ANN
                                    + "' where user_id = 'unowned'",
                            "update chatkit_threads set user_id = '" + SupabaseDatabase.ANN
                                    + "' where user_id = 'unowned'");
            assertTrue(stores.store()
                    .loadThread(new Caller(SupabaseDatabase.ANN), "thr_empty")
                    .id()
                    .equals("thr_empty"));
            assertEquals(
                    List.of(SupabaseDatabase.ANN),
                    python.queries().rows("select user_uuid from opportunities where id = 'opp_9'"));
        }
    }

    @Test
    void rowsWithoutOwner_belongToTheOnlyUser() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.older(TestDatabase.create(4));
        python.queries()
                .execute(
                        "update opportunities set user_id = '" + SupabaseDatabase.ANN + "'",
                        "delete from active_opportunity where opportunity_id is null",
                        "update active_opportunity set user_id = null");
        try (var stores = adopt(python)) {
            assertEquals(
                    301,
                    all(page -> stores.store().listThreads(new Caller(SupabaseDatabase.ANN), page))
                            .size());
            assertTrue(stores.opportunities()
                    .findActiveOpportunity(new Caller(SupabaseDatabase.ANN))
                    .isPresent());
            assertFalse(log.text().contains("no known owner"), log.text());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void rollback_restoresSupabaseSchemaWithLaterItems(String variant, SupabaseDatabase python) throws Exception {
        List<String> shape = python.shape();
        Map<String, List<String>> seen = python.seen();
        String raw = "select t::text from (select id, item_type, content from chatkit_thread_items"
                + " where id <> 'itm_ee' order by id) as t";
        List<String> items = python.queries().rows(raw);
        List<String> metadata =
                python.queries().rows("select coalesce(metadata, '{}')::text from chatkit_threads order by id");
        List<String> counts = python.queries().rows(COUNTS);
        try (var stores = adopt(python)) {
            var ann = new Caller(SupabaseDatabase.ANN);
            ChatThread thread = stores.store()
                    .listThreads(ann, PageRequest.first(1, SortOrder.ASC))
                    .data()
                    .get(0);
            stores.store().addItem(ann, new ThreadItem("itm_ee", thread.id(), "user_message", Instant.now(), "{}"));
        }
        for (int left = DatabaseQueries.CHANGESETS; left > 0; left--) {
            SchemaFixture.rollBack(python.database());
        }
        assertEquals(
                List.of("UserMessageItem"),
                python.queries().rows("select item_type from chatkit_thread_items where id = 'itm_ee'"),
                variant);
        assertEquals(
                items.stream().filter(row -> !isWireItem(row)).toList(),
                python.queries().rows(raw).stream()
                        .filter(row -> !isWireItem(row))
                        .toList());
        python.queries().execute("delete from chatkit_thread_items where id = 'itm_ee'");
        assertEquals(counts, python.queries().rows(COUNTS));
        assertEquals(shape, python.shape());
        assertSameView(seen, python.seen());
        assertEquals(
                metadata,
                python.queries().rows("select coalesce(metadata, '{}')::text from chatkit_threads order by id"));
        assertEquals(Schema.CURRENT, SchemaMigration.run(python.database()), "and forth again");
    }

    /** Those that had the wire's names before Python's. */
    private static boolean isWireItem(String row) {
        return row.startsWith("(odd_wire") || row.startsWith("(odd_number");
    }

    @Test
    void invalidRows_areCountedAndNothingIsChanged() throws Exception {
        SupabaseDatabase python = SupabaseDatabase.newer(TestDatabase.create(2));
        python.queries()
                .execute(
                        "insert into chatkit_thread_items (id, thread_id, item_type, content) values (' ', 'thr_0001',"
                                + " 'x', '[]'), ('a' || chr(1), 'thr_0001', '', '{\"type\": \"\"}')",
                        "alter table chatkit_thread_items drop constraint chatkit_thread_items_thread_id_fkey",
                        "insert into chatkit_thread_items (id, thread_id, item_type, content)"
                                + " values ('lost', 'gone', 'x', '{}')",
                        "insert into chatkit_threads (id, created_at) values (repeat('x', 254) || '😀', 'infinity')");
        List<String> before = python.queries().snapshot();
        Map<String, List<String>> conversations = python.conversations();
        assertEquals(
                "schema adoption failed, invalid rows: 5 of chatkit_thread_items, 2 of chatkit_threads",
                problemOf(python.database()));
        assertTrue(
                log.text().contains("select * from chatkit_thread_items t where t.thread_id is null or"), log.text());
        assertFalse(log.text().contains("lost"), log.text());
        assertEquals(before, python.queries().snapshot());
        assertEquals(conversations, python.conversations());

        python.queries()
                .execute(
                        "delete from chatkit_thread_items where id in (' ', 'a' || chr(1), 'lost')",
                        "delete from chatkit_threads where created_at = 'infinity'");
        try (var stores = adopt(python)) {
            assertEquals(
                    1,
                    python.queries()
                            .number("select count(*) from pg_constraint where conname = 'chatkit_adopted_thread'"));
            assertTrue(stores.problem().isEmpty());
        }
    }

    private String problemOf(DataSource database) {
        try (var stores = TestStores.of(database, log)) {
            assertFalse(stores.prepare());
            return stores.problem().orElseThrow();
        }
    }

    @Test
    void similarTables_areNotAdopted() throws Exception {
        for (String change : List.of(
                "alter table chatkit_threads add column last_seq int",
                "alter table chatkit_thread_items alter column content type json",
                "alter table opportunities alter column status type int using 1",
                "drop table chatkit_thread_items",
                "create table chatkit_feedback (id int)")) {
            SupabaseDatabase python = SupabaseDatabase.empty(TestDatabase.create(2));
            python.queries().execute("alter table opportunities alter column status drop default", change);
            List<String> before = python.queries().snapshot();
            assertEquals(
                    "schema incompatible: table names are used by another application",
                    problemOf(python.database()),
                    change);
            assertEquals(before, python.queries().snapshot(), change);
        }
    }

    @Test
    void rowLevelSecurity_isRejectedBeforeAndAfterAdoption() throws Exception {
        String name = TestDatabase.name("");
        SupabaseDatabase python = SupabaseDatabase.newer(TestDatabase.connections("postgres", name))
                .onTheWeb();
        python.queries().execute("create role plain_owner login");
        python.queries()
                .execute(
                        "grant all on schema public to plain_owner",
                        "grant all on all tables in schema public to plain_owner");
        DataSource plain = TestDatabase.connections("plain_owner", name);
        List<String> before = python.queries().snapshot();
        assertEquals("row-level security hides rows from the database role", problemOf(plain));
        assertEquals(before, python.queries().snapshot());
        SchemaMigration.run(python.database());
        assertEquals("insufficient database privileges", problemOf(plain));
        python.queries().execute("grant all on all tables in schema public to plain_owner");
        assertEquals("row-level security hides rows from the database role", problemOf(plain));
    }
}
