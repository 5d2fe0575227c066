package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.search.SearchHit;
import ee.chatkit.store.SearchIndex.IndexRun;
import ee.chatkit.store.SearchPosition;
import ee.chatkit.store.SearchRequest;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.connection.ConnectionLimits;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Search in PostgreSQL, beyond its contract. */
class JpaSearchTest {
    private static final Caller ADA = new Caller("ada");

    private final DataSource database = TestDatabase.create();
    private final DatabaseQueries queries = new DatabaseQueries(database);
    private final PostgresStores stores = new PostgresStores(
            database,
            Transactions.LOCAL,
            Clock.systemUTC(),
            new ConnectionLimits(Duration.ofSeconds(3), Duration.ofSeconds(3)));

    @BeforeEach
    void addThread() {
        assertTrue(stores.prepare());
        stores.store().addThread(ADA, ChatThread.create("thr_1", Instant.now()).withTitle("Harbour"));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private static ThreadItem message(String id, String text) {
        return new ThreadItem(
                id,
                "thr_1",
                "assistant_message",
                Instant.now(),
                "{\"content\":[{\"type\":\"output_text\",\"text\":\"" + text + "\"}]}");
    }

    private void add(String id, String text) {
        stores.store().addItem(ADA, message(id, text));
    }

    private void index() {
        IndexRun run;
        do {
            run = stores.searchIndex().indexNext(100);
        } while (run.hasMore());
    }

    /** The number of hits on all pages. */
    private int count(String query) {
        SearchRequest request = SearchRequest.first(query, 100);
        int count = 0;
        while (true) {
            Page<SearchHit> page = stores.search().search(ADA, request);
            count += page.data().size();
            String after = page.after();
            if (after == null) {
                return count;
            }
            request = request.after(SearchPosition.parse(after));
        }
    }

    @Test
    void searchThatTakesTooLong_isEndedByTheDatabase() throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table chatkit_search in access exclusive mode");
            long begin = System.nanoTime();
            String message = assertThrows(UnavailableException.class, () -> count("harbour"))
                    .getMessage();
            assertTrue(message.startsWith("the search took too long and was ended"), message);
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(10).toNanos());
            connection.rollback();
        }
        assertEquals(1, count("harbour"));
    }

    @Test
    void index_isDeletedWithWhatItIsOf() throws Exception {
        for (int n = 1; n <= 5; n++) {
            add("msg_" + n, "word");
        }
        index();
        assertEquals(List.of("0 1 2 3 4 5"), positions());
        stores.store().deleteItem(ADA, "thr_1", "msg_2");
        assertEquals(List.of("0 1 3 4 5"), positions());
        stores.store().deleteItemsAfter(ADA, "thr_1", "msg_3");
        assertEquals(List.of("0 1 3"), positions());
        stores.store().deleteThread(ADA, "thr_1");
        assertEquals(0, queries.number("select count(*) from chatkit_search"));
    }

    private List<String> positions() throws Exception {
        return queries.rows("select string_agg(seq::text, ' ' order by seq) from chatkit_search");
    }

    @Test
    void threadOfANewOwner_isFoundByThatOne() throws Exception {
        add("msg_1", "word");
        index();
        queries.execute("update chatkit_threads set user_id = 'eve' where id = 'thr_1'");
        assertEquals(0, queries.number("select count(*) from chatkit_search"));
        var request = SearchRequest.first("word", 10);
        assertEquals(
                1, stores.search().search(new Caller("eve"), request).data().size());
        index();
        assertEquals(
                1, stores.search().search(new Caller("eve"), request).data().size());
        assertEquals(0, count("word"));
    }

    @Test
    void indexing_doesNotWaitForAThreadThatIsLocked() throws Exception {
        add("msg_1", "word");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from chatkit_threads for no key update");
            stores.searchIndex().indexNext(100);
            assertEquals(1, stores.searchIndex().countUnindexed(10));
            connection.rollback();
        }
        stores.searchIndex().indexNext(100);
        assertEquals(0, stores.searchIndex().countUnindexed(10));
    }

    @Test
    void oneNodeIndexesAtATime() throws Exception {
        add("msg_1", "word");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(4850238791325)");
            assertEquals(new IndexRun(0, false, true), stores.searchIndex().indexNext(100));
            connection.rollback();
        }
        assertTrue(stores.searchIndex().indexNext(100).items() > 0);
    }

    /** Items change, are added and deleted while they are indexed; in the end all is found as it is. */
    @Test
    void indexingDuringChanges_missesNothing() throws Exception {
        var stop = new AtomicBoolean();
        var begun = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> indexing = threads.submit(() -> {
                while (!stop.get()) {
                    stores.searchIndex().indexNext(7);
                    begun.countDown();
                }
            });
            begun.await();
            for (int n = 1; n <= 300; n++) {
                add("msg_" + n, "first");
                if (n > 20 && n % 2 == 0) {
                    String id = "msg_" + n / 2;
                    if (n % 4 == 0) {
                        stores.store().saveItem(ADA, message(id, "second"));
                    } else {
                        stores.store().updateItem(ADA, "thr_1", id, old -> message(id, "second"));
                    }
                }
            }
            stop.set(true);
            indexing.get();
        }
        int changed = Math.toIntExact(
                queries.number("select count(*) from chatkit_thread_items where content::text like '%second%'"));
        assertTrue(changed > 20);
        assertEquals(changed, count("second"));
        index();
        assertEquals(changed, count("second"));
        assertEquals(300 - changed, count("first"));
        assertEquals(0, stores.searchIndex().countUnindexed(10));
        assertEquals(301, queries.number("select count(*) from chatkit_search"));
    }

    @Test
    void longTexts_areFoundAndReadOneByOne() {
        add("msg_1", "long ".repeat(100_000) + "needle");
        add("msg_2", "needle");
        assertEquals(2, count("needle"));
        index();
        assertEquals(2, count("needle"));
        assertEquals(1, count("needle long"));
    }

    @Test
    void hits_beyondTheCandidatesOfARequest_areOnLaterPages() {
        for (int n = 1; n <= 1_300; n++) {
            add("msg_" + n, n == 1 ? "xb a" : "ax b");
        }
        index();
        var page = stores.search().search(ADA, SearchRequest.first("\"b a\" x", 10));
        assertEquals(0, page.data().size());
        var phrase = SearchRequest.first("\"xb\"", 10);
        assertEquals(1, stores.search().search(ADA, phrase).data().size());
        var unselective = SearchRequest.first("q", 10);
        var first = stores.search().search(ADA, unselective);
        assertEquals(0, first.data().size());
        assertTrue(first.hasMore(), "of 1,300 items 1,000 are examined");
    }
}
