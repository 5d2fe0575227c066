package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Archive.Selection;
import ee.chatkit.store.WriteOutcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody else writes while an archive is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrentArchiveWriteTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final DataSource database = TestDatabase.create();
    private final PostgresStores stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC());

    @BeforeAll
    void prepare() {
        stores.prepare();
    }

    @AfterAll
    void close() {
        stores.close();
    }

    @Test
    void laterPartOfThread_isAppendedAfterConcurrentItems() throws IOException {
        var ada = new Caller("ada");
        try (var writer = stores.archive().write(true)) {
            writer.add(List.of(thread(ada, "thr_pieces"), item("thr_pieces", "a"), item("thr_pieces", "b")));
            writer.commit();
            stores.store().addItem(ada, item("thr_pieces", "between").item());
            assertEquals(
                    List.of(WriteOutcome.ADDED, WriteOutcome.ALREADY_THERE, WriteOutcome.ADDED),
                    writer.add(List.of(item("thr_pieces", "c"), item("thr_pieces", "b"), item("thr_pieces", "d"))));
            writer.commit();
        }
        stores.store().addItem(ada, item("thr_pieces", "later").item());
        assertEquals(List.of("a", "b", "between", "c", "d", "later"), items(ada));
    }

    @Test
    void threadDeletedBetweenParts_acceptsNoMoreItems() {
        var eve = new Caller("eve");
        try (var writer = stores.archive().write(true)) {
            writer.add(List.of(thread(eve, "thr_deleted"), item("thr_deleted", "a")));
            writer.commit();
            stores.store().deleteThread(eve, "thr_deleted");
            assertEquals(
                    List.of(WriteOutcome.NO_THREAD, WriteOutcome.ADDED),
                    writer.add(List.of(item("thr_deleted", "b"), thread(eve, "thr_next"))));
        }
    }

    @Test
    void concurrentImportOfSameFile_reportsAlreadyThere() throws Exception {
        var bob = new Caller("bob");
        List<ArchiveEntry> file = List.of(thread(bob, "thr_both"), item("thr_both", "a"), item("thr_both", "b"));
        try (var first = stores.archive().write(true);
                var second = stores.archive().write(true);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            first.add(file);
            Future<List<WriteOutcome>> waiting = executor.submit(() -> second.add(file));
            var databaseQueries = new DatabaseQueries(database);
            Eventually.await(() ->
                    databaseQueries.number("select count(*) from pg_stat_activity where datname = current_database()"
                                    + " and wait_event_type = 'Lock'")
                            == 1);
            first.commit();
            assertEquals(
                    Stream.generate(() -> WriteOutcome.ALREADY_THERE).limit(3).toList(), waiting.get());
        }
    }

    private List<String> items(Caller caller) throws IOException {
        List<String> ids = new ArrayList<>();
        stores.archive().read(new Selection(caller, null), archiveEntry -> {
            if (archiveEntry instanceof ArchiveEntry.StoredItem(var item)) {
                ids.add(item.id());
            }
        });
        return ids;
    }

    private static ArchiveEntry thread(Caller caller, String id) {
        return new ArchiveEntry.OwnedThread(caller.userId(), ChatThread.create(id, NOW));
    }

    private static ArchiveEntry.StoredItem item(String threadId, String id) {
        return new ArchiveEntry.StoredItem(new ThreadItem(id, threadId, "task", NOW, "{}"));
    }
}
