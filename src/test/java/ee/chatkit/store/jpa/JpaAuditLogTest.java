package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditRecord;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.AuditLog.Filter;
import ee.chatkit.store.AuditVerifier;
import ee.chatkit.store.AuditVerifier.Finding;
import ee.chatkit.store.UnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit log in PostgreSQL, beyond its contract: what the database enforces, and what verification finds. */
class JpaAuditLogTest {
    private static final Caller ADA = new Caller("ada", "192.0.2.7");

    private final DataSource database = TestDatabase.create();
    private final DatabaseQueries queries = new DatabaseQueries(database);
    private final JtaTransaction jta = new JtaTransaction();
    private final PostgresStores stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC());

    @BeforeEach
    void record() {
        assertTrue(stores.prepare());
        for (int n = 1; n <= 6; n++) {
            stores.auditLog()
                    .record(AuditEntry.done(ADA, "test", "object", "obj_" + n).with("n", n));
        }
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private Optional<Finding> verify() {
        return new AuditVerifier(stores.auditLog()).verify(n -> {}).finding();
    }

    private void byHand(String... statements) throws SQLException {
        queries.execute("alter table chatkit_audit disable trigger all");
        queries.execute(statements);
        queries.execute("alter table chatkit_audit enable trigger all");
    }

    private void assertFound(long number, String reason) {
        Finding finding = verify().orElseThrow();
        assertEquals(number, finding.number());
        assertTrue(finding.reason().startsWith(reason), finding.reason());
    }

    @Test
    void rows_cannotBeChangedNorDeleted() {
        for (String sql : List.of(
                "update chatkit_audit set actor = 'eve' where number = 3",
                "update chatkit_audit set actor = actor",
                "delete from chatkit_audit where number = 3",
                "delete from chatkit_audit",
                "truncate chatkit_audit")) {
            assertEquals(
                    "42501",
                    assertThrows(SQLException.class, () -> queries.execute(sql), sql)
                            .getSQLState(),
                    sql);
        }
        assertEquals(Optional.empty(), verify());
    }

    @Test
    void verify_namesTheRowThatWasAltered() throws Exception {
        for (String change : List.of(
                "actor = 'eve'",
                "actor = null",
                "origin = '192.0.2.8'",
                "action = 'other'",
                "object_type = 'x'",
                "object_id = null",
                "outcome = 'refused'",
                "at = at + interval '1 microsecond'",
                "details = '{}'",
                "details = '{\"n\": 3}'",
                "details = '{\"n\": \"3\", \"m\": \"\"}'",
                "previous_hash = hash",
                "hash = previous_hash")) {
            byHand("create table kept as select * from chatkit_audit where number = 3");
            byHand("update chatkit_audit set " + change + " where number = 3");
            assertFound(3, "altered: its hash is not that of what it says");
            byHand(
                    "delete from chatkit_audit where number = 3",
                    "insert into chatkit_audit select * from kept",
                    "drop table kept");
            assertEquals(Optional.empty(), verify(), change);
        }
    }

    @Test
    void verify_namesTheRowThatWasAlteredWithItsHash() throws Exception {
        AuditRecord third = stores.auditLog()
                .list(Filter.ALL, PageRequest.first(3, SortOrder.ASC))
                .data()
                .getLast();
        AuditEntry other = AuditEntry.done(new Caller("eve", "192.0.2.7"), "test", "object", "obj_3")
                .with("n", 3);
        String hash =
                AuditRecord.after(third.previousHash(), 3, third.at(), other).hash();
        byHand("update chatkit_audit set actor = 'eve', hash = decode('" + hash + "', 'hex') where number = 3");
        assertFound(3, "altered together with its hash");
    }

    @Test
    void verify_namesTheRowsThatAreMissing() throws Exception {
        byHand("delete from chatkit_audit where number = 4");
        assertFound(4, "missing");
        byHand("delete from chatkit_audit where number = 5");
        assertFound(4, "missing, with all up to 5");
        byHand("delete from chatkit_audit where number > 3");
        assertFound(4, "missing, with all up to 6");
        byHand("delete from chatkit_audit where number < 3");
        assertFound(1, "missing, with all up to 2");
    }

    @Test
    void verify_findsThatTheEndWasCutOff() throws Exception {
        byHand("delete from chatkit_audit where number > 4", "update chatkit_audit_head set last_number = 4");
        assertFound(4, "altered together with its hash: that is not the one that the head has");
    }

    @Test
    void verify_findsThatTheBeginningWasRemovedByOtherMeans() throws Exception {
        byHand(
                "update chatkit_audit_head set first_number = 3,"
                        + " anchor = (select hash from chatkit_audit where number = 2)",
                "delete from chatkit_audit where number < 3");
        assertFound(2, "removed, with all before it");
        byHand("update chatkit_audit_head set anchor = last_hash");
        assertFound(3, "altered: it does not follow");
    }

    @Test
    void verify_ofAnEmptyLog() {
        try (var empty = new PostgresStores(TestDatabase.create(), Transactions.LOCAL, Clock.systemUTC())) {
            assertTrue(empty.prepare());
            assertEquals(
                    Optional.empty(),
                    new AuditVerifier(empty.auditLog()).verify(n -> {}).finding());
            assertEquals(0, empty.auditLog().removeBefore(Instant.now().plus(Duration.ofDays(1)), 10));
        }
    }

    @Test
    void deletionIsNotStored_withoutItsRecord() throws Exception {
        stores.store().addThread(ADA, ChatThread.create("thr_1", Instant.now()));
        queries.execute("revoke all on chatkit_audit from public", "alter table chatkit_audit rename to elsewhere");
        assertThrows(RuntimeException.class, () -> stores.store().deleteThread(ADA, "thr_1"));
        queries.execute("alter table elsewhere rename to chatkit_audit");
        assertEquals("thr_1", stores.store().loadThread(ADA, "thr_1").id());
        assertTrue(stores.store().deleteThread(ADA, "thr_1"));
        assertEquals(7, stores.auditLog().chain().last());
    }

    @Test
    void inATransactionOfTheCaller_recordIsStoredWithItsCommit() {
        stores.store().addThread(ADA, ChatThread.create("thr_1", Instant.now()));
        stores.store().addThread(ADA, ChatThread.create("thr_2", Instant.now()));
        try (var joined = new PostgresStores(database, jta.transactions(), Clock.systemUTC())) {
            assertTrue(joined.prepare());
            jta.begin();
            assertTrue(joined.store().deleteThread(ADA, "thr_1"));
            joined.auditLog().record(AuditEntry.done(ADA, "test", "object", "obj_7"));
            assertEquals(6, joined.auditLog().chain().last());
            jta.end();
            assertEquals(8, joined.auditLog().chain().last());
            assertEquals(Optional.empty(), verify());
        }
    }

    @Test
    void concurrentDeletions_areAllRecorded() throws Exception {
        List<String> ids = IntStream.range(0, 60).mapToObj(n -> "thr_" + n).toList();
        ids.forEach(id -> stores.store().addThread(ADA, ChatThread.create(id, Instant.now())));
        try (var executor = Executors.newFixedThreadPool(6)) {
            var deletions = ids.stream()
                    .map(id -> executor.submit(() -> stores.store().deleteThread(ADA, id)))
                    .toList();
            for (var deletion : deletions) {
                assertTrue(deletion.get());
            }
        }
        assertEquals(66, stores.auditLog().chain().last());
        assertEquals(Optional.empty(), verify());
        assertEquals(
                60,
                stores.auditLog()
                        .list(
                                new Filter("ada", "thread.delete", null, null, null),
                                PageRequest.first(100, SortOrder.ASC))
                        .data()
                        .size());
    }

    @Test
    void lockedHead_makesDeletionsUnavailableAndNothingElse() throws Exception {
        stores.store().addThread(ADA, ChatThread.create("thr_1", Instant.now()));
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from chatkit_audit_head for update");
            assertThrows(UnavailableException.class, () -> stores.store().deleteThread(ADA, "thr_1"));
            stores.store().updateThread(ADA, "thr_1", found -> found.withTitle("free"));
            connection.rollback();
            connection.setAutoCommit(true);
        }
        assertTrue(stores.store().deleteThread(ADA, "thr_1"));
    }

    /** Each filter has an index that gives the newest records first. */
    @Test
    void filters_useAnIndexInOrder() throws Exception {
        queries.execute("insert into chatkit_audit (number, at, actor, origin, action, object_type, object_id,"
                + " outcome, details, previous_hash, hash) select n, now(), 'u' || n % 500, 'o', 'a' || n % 50, 't',"
                + " 'i' || n % 500, 'done', '{}', sha256('x'), sha256('x') from generate_series(100, 50000) n");
        queries.execute("analyze chatkit_audit");
        for (String column : List.of("actor = 'u7'", "action = 'a7'", "object_id = 'i7'", "number > 0")) {
            String plan = String.join(
                    "\n",
                    queries.rows("explain select * from chatkit_audit a where a.number < 40000 and a." + column
                            + " order by a.number desc limit 21"));
            assertTrue(plan.contains("Index Scan Backward"), plan);
            assertTrue(!plan.contains("Sort"), plan);
        }
    }
}
