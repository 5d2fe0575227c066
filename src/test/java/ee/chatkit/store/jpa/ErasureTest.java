package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.governance.AuditTrail;
import ee.chatkit.governance.Erasure;
import ee.chatkit.governance.ErasureReport;
import ee.chatkit.governance.ErasureReport.HeldRecord;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.KeyClaim;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.UserRecords.Counts;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After an erasure no table has the user's id, nor a word that the user has written. */
class ErasureTest {
    private static final Caller ANN = new Caller("ann-Zwetschgenmus");
    private static final Caller BOB = new Caller("bob-Kaiserschmarrn");
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private final DataSource database = TestDatabase.create();
    private final DatabaseQueries queries = new DatabaseQueries(database);
    private PostgresStores stores;
    private Erasure erasure;

    @BeforeEach
    void createRecords() {
        stores = new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC());
        assertTrue(stores.prepare());
        erasure = new Erasure(
                stores.store(),
                stores.opportunities(),
                stores.contents(),
                stores.userRecords(),
                new AuditTrail(stores.auditLog()));
        fill(ANN, "Zwetschgenmus");
        fill(BOB, "Kaiserschmarrn");
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void fill(Caller user, String word) {
        String json = "{\"text\":\"" + word + "\"}";
        var details = new OpportunityDetails(word, word, word, word, word);
        for (int n = 1; n <= 2; n++) {
            String id = user.userId() + n;
            stores.opportunities().createOpportunity(user, "opp_" + id, details);
            stores.opportunities().activateOpportunity(user, "opp_" + id);
            stores.store()
                    .addThread(
                            user,
                            ChatThread.create("thr_" + id, NOW)
                                    .withTitle(word)
                                    .withLabels(List.of(word))
                                    .withMetadata(json));
            stores.store().addItem(user, new ThreadItem("msg_1", "thr_" + id, "user_message", NOW, json));
            stores.store().saveFeedback(user, "thr_" + id, List.of("msg_1"), FeedbackKind.POSITIVE);
            for (String thread : List.of("thr_" + id, "")) {
                String attachment = "atc_" + id + thread;
                stores.store()
                        .saveAttachment(
                                user,
                                new Attachment(
                                        attachment,
                                        thread.isEmpty() ? null : thread,
                                        AttachmentType.FILE,
                                        word,
                                        "text/plain",
                                        3,
                                        json,
                                        NOW));
                try (var upload = stores.contents().begin(user, attachment)) {
                    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                    upload.write(bytes, 0, bytes.length);
                    upload.complete();
                }
            }
            stores.turnJournal()
                    .write(
                            UUID.randomUUID(),
                            List.of(new TurnChange(
                                    "trn_" + id, "thr_" + id, user, true, 1, List.of(json), TurnState.RUNNING)));
        }
        KeyClaim claim =
                stores.idempotencyKeys().claim(user, "key", "digest", Duration.ofMinutes(1), Duration.ofHours(1));
        stores.idempotencyKeys()
                .complete(((KeyClaim.Acquired) claim).attempt(), new RecordedAnswer(200, null, json, null));
    }

    @Test
    void erase_leavesNoTrace() throws SQLException {
        Set<String> tables = Set.copyOf(tablesWith("Zwetschgenmus"));
        assertEquals(
                Set.of(
                        "opportunities",
                        "active_opportunity",
                        "chatkit_threads",
                        "chatkit_thread_items",
                        "chatkit_feedback",
                        "chatkit_attachments",
                        "chatkit_attachment_uploads",
                        "chatkit_attachment_chunks",
                        "chatkit_turns",
                        "chatkit_turn_events",
                        "chatkit_idempotency_keys"),
                tables);
        ErasureReport report = erasure.erase(new Caller("records"), ANN);
        assertTrue(report.isComplete());
        assertEquals(new Counts(2, 2, 2, 2, 4, 2, 1, 1), report.deleted());
        assertEquals(new Counts(0, 0, 0, 0, 0, 0, 0, 0), report.kept());
        assertEquals(List.of(), report.held());
        assertEquals(List.of("chatkit_audit"), tablesWith("Zwetschgenmus"), "ids only");
        assertEquals(tables, Set.copyOf(tablesWith("Kaiserschmarrn")));
        assertEquals(
                0,
                queries.number(
                        "select count(*) from chatkit_audit t where replace(t::text, 'ann-Zwetschgenmus', '') like"
                                + " '%Zwetschgenmus%'"));
        assertEquals(0, erasure.erase(new Caller("records"), ANN).deleted().threads());
    }

    @Test
    void erase_respectsHoldsAndNamesThem() throws SQLException {
        stores.legalHolds()
                .place(
                        new Caller("records"),
                        new LegalHold("hld_1", "thr_" + ANN.userId() + 1, null, "R", "records", NOW));
        ErasureReport report = erasure.erase(new Caller("records"), ANN);
        assertTrue(report.isComplete());
        assertEquals(
                Set.of(
                        new HeldRecord(true, "thr_" + ANN.userId() + 1, "hld_1"),
                        new HeldRecord(false, "opp_" + ANN.userId() + 1, "hld_1")),
                Set.copyOf(report.held()));
        assertEquals(new Counts(1, 1, 1, 1, 1, 0, 0, 0), report.kept());
        stores.store().loadItem(ANN, "thr_" + ANN.userId() + 1, "msg_1");
        stores.legalHolds().lift(new Caller("records"), "hld_1");
        assertEquals(1, erasure.erase(new Caller("records"), ANN).deleted().threads());
        assertEquals(List.of("chatkit_audit"), tablesWith("Zwetschgenmus"), "ids only");
    }

    /** The tables that have a word in any column, also in binary ones. */
    private List<String> tablesWith(String word) throws SQLException {
        List<String> found = new ArrayList<>();
        List<String> tables =
                queries.rows("select tablename from pg_tables where schemaname = current_schema() order by 1");
        assertFalse(tables.isEmpty());
        String hex = HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
        for (String table : tables) {
            if (queries.number("select count(*) from " + table + " t where t::text like '%" + word
                            + "%' or t::text like '%" + hex + "%'")
                    > 0) {
                found.add(table);
            }
        }
        return found;
    }
}
