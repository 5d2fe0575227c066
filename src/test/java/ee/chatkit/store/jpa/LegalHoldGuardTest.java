package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.schema.RowLevelSecurity;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL itself rejects the deletion of what is under legal hold: by other applications, and of a hold that is placed meanwhile. */
class LegalHoldGuardTest {
    private static final Caller ADA = new Caller("ada");
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private final DataSource database = TestDatabase.create();
    private final DatabaseQueries queries = new DatabaseQueries(database);
    private PostgresStores stores;

    @BeforeEach
    void createRecords() {
        prepare(RowLevelSecurity.OFF);
    }

    private void prepare(RowLevelSecurity rowLevelSecurity) {
        stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC(), rowLevelSecurity);
        assertTrue(stores.prepare());
        for (String name : List.of("held", "free")) {
            stores.opportunities().createOpportunity(ADA, "opp_" + name, OpportunityDetails.named(name));
            stores.store().addThread(ADA, ChatThread.create("thr_" + name, NOW).withOpportunityId("opp_" + name));
            for (int i = 1; i <= 3; i++) {
                stores.store().addItem(ADA, new ThreadItem("msg_" + i, "thr_" + name, "user_message", NOW, "{}"));
            }
            stores.store()
                    .saveAttachment(
                            ADA,
                            new Attachment(
                                    "atc_" + name, "thr_" + name, AttachmentType.FILE, "a", "a/b", 1, "{}", NOW));
            try (var upload = stores.contents().begin(ADA, "atc_" + name)) {
                upload.write(new byte[] {1}, 0, 1);
                upload.complete();
            }
        }
    }

    @AfterEach
    void close() {
        stores.close();
    }

    /** Of the thread or opportunity whose name follows. */
    private static final List<String> DELETIONS = List.of(
            "delete from opportunities where id = 'opp_%s'",
            "delete from chatkit_threads where id = 'thr_%s'",
            "update chatkit_threads set opportunity_id = null where id = 'thr_%s'",
            "update chatkit_threads set id = 'thr_x' where id = 'thr_%s'",
            "delete from chatkit_thread_items where thread_id = 'thr_%s' and id = 'msg_2'",
            "delete from chatkit_thread_items where thread_id = 'thr_%s'",
            "delete from chatkit_attachments where id = 'atc_%s'",
            "update chatkit_attachments set thread_id = null where id = 'atc_%s'",
            "delete from chatkit_attachment_uploads where attachment_id = 'atc_%s'");

    @Test
    void deletionsBySql_areRejected_ofThreadAndOfOpportunity() throws SQLException {
        for (LegalHold hold : List.of(onThread("hld_t"), onOpportunity("hld_o"))) {
            stores.legalHolds().place(new Caller("records"), hold);
            for (String deletion : DELETIONS) {
                assertRejected(deletion.formatted("held"), hold);
                attempt(deletion.formatted("free"));
            }
            for (String table :
                    List.of("opportunities", "chatkit_threads", "chatkit_thread_items", "chatkit_attachments")) {
                assertRejected("truncate " + table + " cascade", hold);
            }
            stores.legalHolds().lift(new Caller("records"), hold.id());
            for (String deletion : DELETIONS) {
                attempt(deletion.formatted("held"));
            }
        }
    }

    /** Of many rows those of one held thread suffice. */
    @Test
    void deletionOfManyThreads_isRejectedAsAWhole() throws SQLException {
        var hold = onThread("hld_1");
        stores.legalHolds().place(new Caller("records"), hold);
        assertRejected("delete from chatkit_thread_items", hold);
        assertRejected("delete from chatkit_threads", hold);
        assertRejected("delete from opportunities", hold);
        assertEquals(6, queries.number("select count(*) from chatkit_thread_items"));
    }

    @Test
    void holdPlacedInTheSameTransaction_isSeen() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("delete from chatkit_thread_items where thread_id = 'thr_held' and id = 'msg_1'");
            statement.execute("insert into chatkit_holds values ('hld_1', 'thr_held', null, 'R', 'records', now())");
            assertThrows(
                    SQLException.class,
                    () -> statement.execute("delete from chatkit_thread_items where thread_id = 'thr_held'"));
            connection.rollback();
        }
    }

    /** The statement that waits has looked for holds before. */
    @Test
    void deletionThatWaitsForThePlacing_isRejectedAndNamesTheHold() throws Exception {
        for (Runnable deletion : List.<Runnable>of(
                () -> stores.store().deleteThread(ADA, "thr_held"),
                () -> stores.store().deleteItem(ADA, "thr_held", "msg_2"),
                () -> stores.store().deleteItemsAfter(ADA, "thr_held", "msg_1"))) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("select 1 from chatkit_threads where id = 'thr_held' for no key update");
                statement.execute(
                        "insert into chatkit_holds values ('hld_1', 'thr_held', null, 'R', 'records', now())");
                CompletableFuture<Void> running = CompletableFuture.runAsync(deletion);
                Eventually.await(
                        () -> queries.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and datname = current_database()")
                                == 1);
                connection.commit();
                var failure = assertThrows(
                        CompletionException.class,
                        () -> running.orTimeout(20, TimeUnit.SECONDS).join());
                assertEquals(
                        "hld_1",
                        assertInstanceOf(HeldException.class, failure.getCause())
                                .holdId());
            }
            assertEquals(3, queries.number("select count(*) from chatkit_thread_items where thread_id = 'thr_held'"));
            assertTrue(stores.legalHolds().lift(new Caller("records"), "hld_1"));
        }
    }

    @Test
    void placing_waitsForDeletionsThatHaveBegun() throws Exception {
        for (LegalHold hold : List.of(onThread("hld_1"), onOpportunity("hld_2"))) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("select 1 from chatkit_threads where id = 'thr_held' for no key update");
                CompletableFuture<Void> placing =
                        CompletableFuture.runAsync(() -> stores.legalHolds().place(new Caller("records"), hold));
                assertThrows(Exception.class, () -> placing.get(500, TimeUnit.MILLISECONDS));
                assertFalse(placing.isDone());
                connection.commit();
                placing.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void guard_holdsUnderRowLevelSecurity() throws SQLException {
        stores.close();
        queries.execute("drop schema public cascade", "create schema public");
        prepare(RowLevelSecurity.CREATE);
        var hold = onOpportunity("hld_1");
        stores.legalHolds().place(new Caller("records"), hold);
        assertThrows(HeldException.class, () -> stores.store().deleteThread(ADA, "thr_held"));
        assertRejected("delete from chatkit_thread_items where thread_id = 'thr_held'", hold);
        assertRejected("delete from chatkit_threads where id = 'thr_held'", hold);
        assertTrue(stores.store().deleteThread(ADA, "thr_free"));
    }

    private void assertRejected(String sql, LegalHold hold) {
        var failure = assertThrows(SQLException.class, () -> queries.execute(sql), sql);
        assertEquals("KH001", failure.getSQLState(), failure::getMessage);
        assertTrue(failure.getMessage().contains(" is under legal hold " + hold.id()), failure::getMessage);
    }

    /** Runs a statement and takes it back. */
    private void attempt(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                assertTrue(statement.executeUpdate(sql.replace("set id = 'thr_x'", "set title = 'x'")) > 0, sql);
            } finally {
                connection.rollback();
            }
        }
    }

    private static LegalHold onThread(String id) {
        return new LegalHold(id, "thr_held", null, "R", "records", NOW);
    }

    private static LegalHold onOpportunity(String id) {
        return new LegalHold(id, null, "opp_held", "R", "records", NOW);
    }
}
