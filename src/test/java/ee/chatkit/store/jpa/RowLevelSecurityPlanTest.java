package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.SearchRequest;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.schema.RowLevelSecurity;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Policies leave PostgreSQL its indexes, with the plans for given values and with those for any. */
@Tag("slow")
class RowLevelSecurityPlanTest {
    private static final Caller ADA = new Caller("ada");
    private static final UUID NODE = UUID.randomUUID();
    private static final PageRequest PAGE = PageRequest.first(20, SortOrder.DESC);

    /** More than the executions after which the driver and PostgreSQL keep a plan. */
    private static final int EXECUTIONS = 15;

    @Test
    void operations_scanNoTable() throws Exception {
        DatabaseRoles roles = new DatabaseRoles("plans").restricted();
        var admin = new DatabaseQueries(roles.admin());
        admin.execute(
                "insert into chatkit_threads (id, user_id, title, last_seq) select 'thr_' || n, 'ada', 'T', 10"
                        + " from generate_series(1, 5000) n",
                "insert into chatkit_thread_items (thread_id, seq, id, item_type, content) select 'thr_' || n, s,"
                        + " 'msg_' || s, 'note', '{}' from generate_series(1, 5000) n, generate_series(1, 10) s",
                "insert into chatkit_attachments (id, user_id, thread_id, type, name, mime_type, size) select"
                        + " 'atc_' || n, 'ada', 'thr_' || n, 'file', 'n', 't', 1 from generate_series(1, 5000) n",
                "insert into chatkit_attachment_uploads (id, attachment_id, length, begun_at) select 'upl_' || n,"
                        + " 'atc_' || n, 1, now() from generate_series(1, 5000) n",
                "insert into chatkit_attachment_chunks (upload_id, seq, bytes) select 'upl_' || n, 0, 'x'"
                        + " from generate_series(1, 5000) n",
                "insert into chatkit_feedback (thread_id, item_id, kind) select 'thr_' || n, 'msg_' || s, 'positive'"
                        + " from generate_series(1, 5000) n, generate_series(1, 4) s",
                "insert into chatkit_turns (id, thread_id, user_id, node, state, created_at, ended_at)"
                        + " select 'trn_' || n, 'thr_' || n, 'ada', gen_random_uuid(),"
                        + " case when n % 100 = 0 then 'running' else 'completed' end, now(),"
                        + " case when n % 100 = 0 then null else now() end from generate_series(1, 5000) n",
                "insert into chatkit_turn_events (thread_id, turn_id, first_number, last_number, characters, events)"
                        + " select 'thr_' || n, 'trn_' || n, s, s, 2, '{}' from generate_series(1, 5000) n,"
                        + " generate_series(1, 40) s",
                "insert into chatkit_search (thread_id, seq, user_id, created_at, grams) select 'thr_' || n, 1, 'ada',"
                        + " now(), array(select ((n * 7 + g) % 9000)::smallint from generate_series(1, 40) g) from"
                        + " generate_series(1, 5000) n",
                "update chatkit_threads set indexed_seq = last_seq, title_indexed = true where id <> 'thr_9'",
                "vacuum analyze");
        var config = new HikariConfig();
        config.setDataSource(roles.runtime());
        config.setMaximumPoolSize(1);
        try (var pool = new HikariDataSource(config);
                var stores = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC(), RowLevelSecurity.ON)) {
            assertTrue(stores.prepare());
            List<String> before = scans(admin);
            for (int i = 0; i < EXECUTIONS; i++) {
                operate(stores, i);
            }
            var queries = new DatabaseQueries(pool);
            queries.rows("select pg_stat_force_next_flush()::text");
            assertEquals(before, scans(admin));

            queries.rows("select count(*) from chatkit_feedback");
            queries.rows("select pg_stat_force_next_flush()::text");
            assertNotEquals(before, scans(admin), "the scan of a table is counted");
        }
    }

    private static List<String> scans(DatabaseQueries admin) throws Exception {
        return admin.rows(
                "select relname || ' ' || seq_scan from pg_stat_user_tables where relname in ('chatkit_threads',"
                        + " 'chatkit_thread_items', 'chatkit_attachments', 'chatkit_attachment_uploads',"
                        + " 'chatkit_attachment_chunks', 'chatkit_feedback', 'chatkit_turns', 'chatkit_turn_events',"
                        + " 'chatkit_search') order"
                        + " by 1");
    }

    private static void operate(PostgresStores stores, int n) throws Exception {
        var store = stores.store();
        Instant now = Instant.now();
        store.addItem(ADA, new ThreadItem("new_" + n, "thr_1", "note", now, "{}"));
        store.addThread(ADA, ChatThread.create("thr_n" + n, now), item("thr_n" + n), List.of());
        store.listItems(ADA, "thr_1", ItemScope.ALL, PAGE);
        store.listThreads(ADA, PAGE);
        store.loadThread(ADA, "thr_2");
        store.loadItem(ADA, "thr_2", "msg_3");
        store.saveItem(ADA, new ThreadItem("msg_3", "thr_2", "note", now, "{\"n\": " + n + "}"));
        store.updateThread(ADA, "thr_2", found -> found.withTitle("T" + n));
        store.saveFeedback(ADA, "thr_3", List.of("msg_1", "msg_2"), FeedbackKind.NEGATIVE);
        store.listFeedback(ADA, "thr_3");
        store.saveAttachment(
                ADA, new Attachment("atc_n" + n, null, AttachmentType.FILE, "a.txt", "text/plain", 3, "{}", now));
        try (var upload = stores.contents().begin(ADA, "atc_n" + n)) {
            upload.write("abc".getBytes(StandardCharsets.UTF_8), 0, 3);
            upload.complete();
        }
        try (var bytes = stores.contents().open(ADA, "atc_n" + n)) {
            assertEquals("abc", new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        }
        store.addMessage(ADA, new ThreadItem("with_" + n, "thr_4", "note", now, "{}"), List.of("atc_n" + n));
        store.loadAttachment(ADA, "atc_n" + n);
        store.deleteItem(ADA, "thr_1", "new_" + n);
        operate(stores.turnJournal(), n);
        store.deleteThread(ADA, "thr_n" + n);
        stores.search().search(ADA, SearchRequest.first("needle in hay", 10));
        stores.searchIndex().indexNext(50);
        stores.idempotencyKeys().sweep(10);
        stores.contents().sweep(now.minusSeconds(3600), 10);
        stores.attachmentMaintenance().deleteUnsent(now.minusSeconds(3600), 10);
    }

    private static void operate(TurnJournal turns, int n) {
        turns.write(NODE, List.of(turn("trn_a" + n, n, true), turn("trn_b" + n, n, true)));
        turns.write(NODE, List.of(turn("trn_a" + n, n, false), turn("trn_b" + n, n, false)));
        turns.beat(NODE);
        turns.find(ADA, "trn_1");
        turns.read(ADA, "trn_2", 30);
        turns.running(ADA, "thr_300");
        turns.requestCancel(ADA, "trn_a" + n);
        turns.claimOrphans(NODE, Duration.ofHours(1), 10);
        turns.sweep(Duration.ofHours(1), 10);
    }

    private static TurnChange turn(String id, int n, boolean begins) {
        return new TurnChange(id, "thr_n" + n, ADA, begins, begins ? 1 : 3, List.of("{}", "{}"), TurnState.RUNNING);
    }

    private static ThreadItem item(String threadId) {
        return new ThreadItem("msg_1", threadId, "note", Instant.now(), "{}");
    }
}
