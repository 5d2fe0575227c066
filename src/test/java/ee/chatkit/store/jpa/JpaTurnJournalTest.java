package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.TurnChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal of turns in PostgreSQL, beyond its contract. */
class JpaTurnJournalTest {
    private static final Caller ADA = new Caller("ada");
    private static final UUID NODE = UUID.randomUUID();

    private final DataSource database = TestDatabase.create();
    private final DatabaseQueries queries = new DatabaseQueries(database);
    private final PostgresStores stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC());

    @BeforeEach
    void addThreads() {
        assertTrue(stores.prepare());
        stores.store().addThread(ADA, ChatThread.create("thr_1", Instant.now()));
        stores.store().addThread(ADA, ChatThread.create("thr_2", Instant.now()));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private static TurnChange change(String turnId, String threadId, TurnState state) {
        return new TurnChange(turnId, threadId, ADA, true, 1, List.of("{}", "{}"), state);
    }

    private void write(TurnChange... changes) {
        stores.turnJournal().write(NODE, List.of(changes));
    }

    @Test
    void changeThatCannotBeStored_failsAlone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> write(
                        change("trn_1", "thr_1", TurnState.RUNNING),
                        change("trn_\0", "thr_1", TurnState.RUNNING),
                        change("trn_2", "thr_2", TurnState.RUNNING)));
        assertEquals(2, stores.turnJournal().read(ADA, "trn_1", 0).events().size());
        assertEquals(2, stores.turnJournal().read(ADA, "trn_2", 0).events().size());
    }

    /** The foreign key waits for the deletion, and fails when that is committed. */
    @Test
    void writeDuringDeletionOfAThread_keepsTheOtherTurns() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var threads = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("delete from chatkit_threads where id = 'thr_1'");
            Future<?> write = threads.submit(() ->
                    write(change("trn_1", "thr_1", TurnState.RUNNING), change("trn_2", "thr_2", TurnState.RUNNING)));
            Eventually.await(() ->
                    queries.number("select count(*) from pg_locks where locktype = 'transactionid' and not granted")
                            == 1);
            connection.commit();
            connection.setAutoCommit(true);
            write.get();
        }
        assertThrows(NotFoundException.class, () -> stores.turnJournal().find(ADA, "trn_1"));
        assertEquals(2, stores.turnJournal().read(ADA, "trn_2", 0).events().size());
    }

    @Test
    void eventsOfDeletedTurns_areDeleted() throws Exception {
        write(
                change("trn_1", "thr_1", TurnState.RUNNING),
                change("trn_2", "thr_2", TurnState.COMPLETED),
                change("trn_3", "thr_2", TurnState.RUNNING));
        assertEquals(3, queries.number("select count(*) from chatkit_turn_events"));
        assertEquals(1, stores.turnJournal().sweep(Duration.ZERO, 10));
        assertEquals(
                List.of("trn_1", "trn_3"), queries.rows("select turn_id from chatkit_turn_events order by turn_id"));
        stores.store().deleteThread(ADA, "thr_1");
        assertEquals(List.of("trn_3"), queries.rows("select turn_id from chatkit_turn_events"));
    }

    @Test
    void nodesThatAreGone_areSwept() throws Exception {
        stores.turnJournal().beat(NODE);
        queries.execute("insert into chatkit_nodes values (gen_random_uuid(), now() - interval '25 hours')");
        assertEquals(0, stores.turnJournal().sweep(Duration.ZERO, 10));
        assertEquals(List.of(NODE.toString()), queries.rows("select id from chatkit_nodes"));
    }

    @Test
    void commit_waitsForTheDiskInATransactionOfAnApplicationOnly() {
        List<TurnChange> changes = List.of(change("trn_1", "thr_1", TurnState.RUNNING));
        assertTrue(TurnWrite.of(NODE, changes, true).sql().contains("synchronous_commit"));
        assertFalse(TurnWrite.of(NODE, changes, false).sql().contains("synchronous_commit"));
    }

    /** Writes of a running turn leave no work for vacuum, and lock no row but that of the node. */
    @Test
    void rowOfARunningTurn_isNotWritten() throws Exception {
        write(change("trn_1", "thr_1", TurnState.RUNNING));
        List<String> before = queries.rows("select xmin || ' ' || xmax || ' ' || ctid from chatkit_turns");
        write(new TurnChange("trn_1", "thr_1", ADA, false, 3, List.of("{}"), TurnState.RUNNING));
        assertEquals(before, queries.rows("select xmin || ' ' || xmax || ' ' || ctid from chatkit_turns"));
        assertEquals(3, stores.turnJournal().read(ADA, "trn_1", 0).events().size());
    }

    /** What a write adds must not come after the claim, whose node stores what it has read. */
    @Test
    void nodeThatIsWriting_losesItsTurnsAfterwards() throws Exception {
        write(change("trn_1", "thr_1", TurnState.RUNNING));
        stores.turnJournal().beat(NODE);
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from chatkit_nodes where id = '" + NODE + "' for key share");
            assertEquals(List.of(), stores.turnJournal().claimOrphans(UUID.randomUUID(), Duration.ZERO, 10));
            stores.turnJournal().beat(NODE);
            connection.commit();
            connection.setAutoCommit(true);
        }
        assertEquals(
                1,
                stores.turnJournal()
                        .claimOrphans(UUID.randomUUID(), Duration.ZERO, 10)
                        .size());
    }

    /** A write during a claim waits for it, and finds that the turn is another node's. */
    @Test
    void writeDuringAClaim_addsNothing() throws Exception {
        write(change("trn_1", "thr_1", TurnState.RUNNING));
        stores.turnJournal().beat(NODE);
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var threads = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from chatkit_nodes where id = '" + NODE + "' for update");
            Future<?> write = threads.submit(
                    () -> write(new TurnChange("trn_1", "thr_1", ADA, false, 3, List.of("{}"), TurnState.COMPLETED)));
            Eventually.await(() ->
                    queries.number("select count(*) from pg_locks where locktype = 'transactionid' and not granted")
                            == 1);
            statement.execute("update chatkit_turns set node = gen_random_uuid()");
            connection.commit();
            connection.setAutoCommit(true);
            write.get();
        }
        assertTrue(stores.turnJournal().find(ADA, "trn_1").isRunning());
        assertEquals(2, stores.turnJournal().read(ADA, "trn_1", 0).events().size());
    }

    /** As a deletion leaves them that has not seen the write, nor the write the deletion. */
    @Test
    void eventsWithoutATurn_areSwept() throws Exception {
        write(change("trn_5", "thr_1", TurnState.RUNNING));
        for (String turn : List.of("trn_1", "trn_2", "trn_9")) {
            queries.execute(
                    "insert into chatkit_turn_events (thread_id, turn_id, first_number, last_number, characters,"
                            + " events) values ('thr_1', '" + turn + "', 1, 1, 2, '{}')");
        }
        assertThrows(NotFoundException.class, () -> stores.turnJournal().read(ADA, "trn_1", 0));
        stores.turnJournal().sweep(Duration.ZERO, 10);
        assertEquals(
                List.of("trn_5", "trn_9"),
                queries.rows("select turn_id from chatkit_turn_events order by turn_id"),
                "the last one when younger turns are swept");
        stores.store().deleteThread(ADA, "thr_1");
        stores.turnJournal().sweep(Duration.ZERO, 10);
        assertEquals(0, queries.number("select count(*) from chatkit_turn_events"));
    }
}
