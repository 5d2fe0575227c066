package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.UnavailableException;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The store inside an application's JTA transaction: a refusal leaves it usable, a failure marks it rollback-only. */
@ExtendWith(ArquillianExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class CallerTransactionIT {
    @Resource(lookup = "java:jboss/datasources/ChatKitDS")
    private DataSource datasource;

    @Inject
    private Store store;

    @Inject
    private OpportunityStore opportunities;

    @Inject
    private LegalHolds holds;

    @Inject
    private AttachmentServices attachments;

    @Inject
    private AuditLog auditLog;

    @Inject
    private UserTransaction transaction;

    private final Caller ann = new Caller("ann");
    private final Caller bob = new Caller("bob");

    @Deployment
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "chatkit.war")
                .importFrom(Path.of(System.getProperty("chatkit.war", "target/chatkit.war"))
                        .toFile())
                .as(WebArchive.class)
                .addClasses(CallerTransactionIT.class, CallerTransactionIT.Call.class);
    }

    /** A call that must fail. */
    interface Call {
        void run() throws Exception;
    }

    @Test
    void conflictOfAddItem_leavesTransactionUsableAndItsCommitStoresTheRest() throws Exception {
        ChatThread thread = thread();
        transaction.begin();
        store.addThread(ann, thread);
        store.addItem(ann, item(thread, "m1"));
        assertThrows(ConflictException.class, () -> store.addItem(ann, item(thread, "m1")));
        assertEquals(Status.STATUS_ACTIVE, transaction.getStatus());
        assertEquals(2, store.addItem(ann, item(thread, "m2")).position());
        transaction.commit();
        assertEquals(List.of("m1", "m2"), itemIds(thread));
    }

    @Test
    void conflictOfCreateOpportunity_leavesTransactionUsableAndItsCommitStoresTheRest() throws Exception {
        String taken = opportunities.generateOpportunityId();
        opportunities.createOpportunity(bob, taken, OpportunityDetails.named("Bob's"));
        String free = opportunities.generateOpportunityId();
        transaction.begin();
        opportunities.createOpportunity(ann, free, OpportunityDetails.named("Ann's"));
        assertThrows(
                ConflictException.class,
                () -> opportunities.createOpportunity(ann, taken, OpportunityDetails.named("Ann's")));
        assertEquals(Status.STATUS_ACTIVE, transaction.getStatus());
        transaction.commit();
        assertEquals("Ann's", opportunities.loadOpportunity(ann, free).details().name());
    }

    @Test
    void refusalOfLegalHold_leavesTransactionUsableAndItsCommitStoresTheRest() throws Exception {
        String opportunity = opportunities.generateOpportunityId();
        opportunities.createOpportunity(ann, opportunity, OpportunityDetails.named("Ann's"));
        ChatThread held = store.addThread(ann, thread().withOpportunityId(opportunity));
        store.addItem(ann, item(held, "m1"));
        store.addItem(ann, item(held, "m2"));
        Attachment file = attachment(held.id());
        store.saveAttachment(ann, file);
        var hold = new LegalHold(holds.generateHoldId(), held.id(), null, "R", "records", Instant.now());
        ChatThread kept = thread();

        transaction.begin();
        holds.place(new Caller("records"), hold);
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("deleteThread", () -> store.deleteThread(ann, held.id()));
        calls.put("deleteItem", () -> store.deleteItem(ann, held.id(), "m1"));
        calls.put("deleteItemsAfter", () -> store.deleteItemsAfter(ann, held.id(), "m1"));
        calls.put("deleteAttachment", () -> store.deleteAttachment(ann, file.id()));
        calls.put("updateAttachment", () -> store.updateAttachment(ann, file.id(), any -> any.withThreadId(null)));
        calls.put("deleteOpportunity", () -> opportunities.deleteOpportunity(ann, opportunity));
        for (var call : calls.entrySet()) {
            var refusal = assertThrows(HeldException.class, call.getValue()::run, call.getKey());
            assertEquals(hold.id(), refusal.holdId(), call.getKey());
            assertEquals(Status.STATUS_ACTIVE, transaction.getStatus(), call.getKey());
        }
        store.addThread(ann, kept);
        transaction.commit();
        assertEquals(kept.id(), store.loadThread(ann, kept.id()).id());
        assertEquals(List.of("m1", "m2"), itemIds(held));
        assertTrue(holds.lift(new Caller("records"), hold.id()));
        assertTrue(opportunities.deleteOpportunity(ann, opportunity));
    }

    @Test
    void everyRefusal_leavesTransactionUsable() throws Exception {
        ChatThread own = store.addThread(ann, thread());
        store.addItem(ann, item(own, "m1"));
        Attachment file = attachment(own.id());
        store.saveAttachment(ann, file);
        String opportunity = opportunities.generateOpportunityId();
        opportunities.createOpportunity(ann, opportunity, OpportunityDetails.named("Ann's"));
        ChatThread others = store.addThread(bob, thread());
        ChatThread kept = thread();

        transaction.begin();
        for (var refusal : refusals(own, others, file, opportunity).entrySet()) {
            Exception thrown = assertThrows(Exception.class, refusal.getValue()::run, refusal.getKey());
            assertTrue(
                    thrown instanceof NotFoundException
                            || thrown instanceof ConflictException
                            || thrown instanceof IllegalArgumentException
                            || thrown instanceof ArithmeticException,
                    refusal.getKey() + ": " + thrown);
            assertEquals(Status.STATUS_ACTIVE, transaction.getStatus(), refusal.getKey());
        }
        store.addThread(ann, kept);
        transaction.commit();
        assertEquals(kept.id(), store.loadThread(ann, kept.id()).id());
        assertEquals(List.of("m1"), itemIds(own));
    }

    private Map<String, Call> refusals(ChatThread own, ChatThread others, Attachment file, String opportunity) {
        Map<String, Call> calls = new LinkedHashMap<>();
        String id = own.id();
        PageRequest behindNone = new PageRequest(5, SortOrder.ASC, new Cursor("none", null));
        calls.put("addThread, id in use", () -> store.addThread(ann, own));
        calls.put("addThread, no opportunity", () -> store.addThread(ann, thread().withOpportunityId("none")));
        calls.put("addThread, invalid", () -> store.addThread(ann, thread().withMetadata("[]")));
        calls.put("saveThread, another user's", () -> store.saveThread(ann, others));
        calls.put("loadThread", () -> store.loadThread(ann, others.id()));
        calls.put("updateThread", () -> store.updateThread(ann, others.id(), any -> any));
        calls.put("updateThread, invalid", () -> store.updateThread(ann, id, any -> any.withMetadata("no")));
        calls.put("updateThread, function fails", () -> store.updateThread(ann, id, any -> failing()));
        calls.put("listThreads, cursor", () -> store.listThreads(ann, behindNone));
        calls.put("listThreads, opportunity", () -> store.listThreads(ann, "none", behindNone));
        calls.put("addItem, id in use", () -> store.addItem(ann, item(own, "m1")));
        calls.put("addItem, no thread", () -> store.addItem(ann, item(others, "m1")));
        calls.put("addItem, invalid", () -> store.addItem(ann, item(own, "m2").withContent("no")));
        calls.put("saveItem, no thread", () -> store.saveItem(ann, item(others, "m1")));
        calls.put("loadItem", () -> store.loadItem(ann, id, "none"));
        calls.put("updateItem", () -> store.updateItem(ann, id, "none", any -> any));
        calls.put("updateItem, invalid", () -> store.updateItem(ann, id, "m1", any -> any.withContent("no")));
        calls.put("updateItem, function fails", () -> store.updateItem(ann, id, "m1", any -> failing()));
        calls.put("listItems, cursor", () -> store.listItems(ann, id, ItemScope.ALL, behindNone));
        calls.put("listItems, no thread", () -> store.listItems(ann, others.id(), ItemScope.ALL, behindNone));
        calls.put("deleteItem", () -> store.deleteItem(ann, others.id(), "m1"));
        calls.put("deleteItemsAfter", () -> store.deleteItemsAfter(ann, id, "none"));
        calls.put("saveAttachment, no thread", () -> store.saveAttachment(ann, attachment(others.id())));
        calls.put("loadAttachment", () -> store.loadAttachment(ann, "none"));
        calls.put("updateAttachment", () -> store.updateAttachment(ann, "none", any -> any));
        calls.put(
                "updateAttachment, no thread",
                () -> store.updateAttachment(ann, file.id(), now -> now.withThreadId(others.id())));
        calls.put("saveFeedback", () -> store.saveFeedback(ann, id, List.of("none"), FeedbackKind.POSITIVE));
        calls.put("listFeedback", () -> store.listFeedback(ann, others.id()));
        calls.put("begin", () -> attachments.contents().begin(ann, "none"));
        calls.put("open", () -> attachments.contents().open(ann, file.id()));
        calls.put(
                "createOpportunity, id in use",
                () -> opportunities.createOpportunity(ann, opportunity, OpportunityDetails.named("x")));
        calls.put("loadOpportunity", () -> opportunities.loadOpportunity(ann, "none"));
        calls.put("updateOpportunity", () -> opportunities.updateOpportunity(ann, "none", any -> any));
        calls.put(
                "updateOpportunity, function fails",
                () -> opportunities.updateOpportunity(ann, opportunity, any -> failing()));
        calls.put("activateOpportunity", () -> opportunities.activateOpportunity(ann, "none"));
        calls.put("listOpportunities, cursor", () -> opportunities.listOpportunities(ann, behindNone));
        return calls;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it returns nothing
    private static <T> T failing() {
        throw new ArithmeticException("the function fails");
    }

    @Test
    void failureOfADatabaseStatement_marksTransactionRollbackOnly() throws Exception {
        ChatThread locked = store.addThread(ann, thread());
        ChatThread other = thread();
        var isLocked = new CountDownLatch(1);
        var isDone = new CountDownLatch(1);
        Thread holder = Thread.startVirtualThread(() -> holdLock(locked, isLocked, isDone));
        isLocked.await();
        transaction.begin();
        execute("set local lock_timeout = '50ms'");
        store.addThread(ann, other);
        var failure = assertThrows(UnavailableException.class, () -> store.addItem(ann, item(locked, "m1")));
        assertTrue(String.valueOf(failure.getMessage()).endsWith("marked for rollback"), failure.getMessage());
        assertEquals(Status.STATUS_MARKED_ROLLBACK, transaction.getStatus());
        assertThrows(RollbackException.class, transaction::commit);
        isDone.countDown();
        holder.join();
        assertThrows(NotFoundException.class, () -> store.loadThread(ann, other.id()));
    }

    @Test
    void operationAfterAFailedStatementOfTheApplication_saysSoAndMarksTransactionRollbackOnly() throws Exception {
        ChatThread thread = store.addThread(ann, thread());
        transaction.begin();
        assertThrows(SQLException.class, () -> execute("select 1 / 0"));
        var failure = assertThrows(UnavailableException.class, () -> store.addItem(ann, item(thread, "m1")));
        assertTrue(String.valueOf(failure.getMessage()).startsWith("an earlier statement"), failure.getMessage());
        assertThrows(RollbackException.class, transaction::commit);
        assertEquals(List.of(), itemIds(thread));
    }

    @Test
    void deletion_isRecordedWithTheCommitOfItsTransactionOrNotAtAll() throws Exception {
        ChatThread kept = store.addThread(ann, thread());
        ChatThread first = store.addThread(ann, thread());
        ChatThread second = store.addThread(ann, thread());
        transaction.begin();
        assertTrue(store.deleteThread(ann, kept.id()));
        transaction.rollback();
        transaction.begin();
        assertTrue(store.deleteThread(ann, first.id()));
        assertTrue(store.deleteThread(ann, second.id()));
        auditLog.record(AuditEntry.done(ann, "test", "object", first.id()));
        assertEquals(List.of(), actions(first));
        transaction.commit();
        assertEquals(List.of(), actions(kept));
        assertEquals(List.of("thread.delete", "test"), actions(first));
        assertEquals(List.of("thread.delete"), actions(second));
        assertEquals(kept.id(), store.loadThread(ann, kept.id()).id());
        assertTrue(store.deleteThread(ann, kept.id()));
        assertEquals(List.of("thread.delete"), actions(kept));
    }

    /** Each deletes in the other order; if one held the log from its first deletion on, they would wait for each other. */
    @Test
    void deletionsInTwoTransactions_doNotWaitForEachOther() throws Exception {
        ChatThread one = store.addThread(ann, thread());
        ChatThread other = store.addThread(ann, thread());
        transaction.begin();
        assertTrue(store.deleteThread(ann, one.id()));
        Thread alone = Thread.ofPlatform().start(() -> store.deleteThread(ann, other.id()));
        alone.join(10_000);
        assertFalse(alone.isAlive());
        transaction.commit();
        assertEquals(List.of("thread.delete"), actions(one));
        assertEquals(List.of("thread.delete"), actions(other));
    }

    @Test
    void commit_failsIfItsDeletionCannotBeRecorded() throws Exception {
        ChatThread thread = store.addThread(ann, thread());
        transaction.begin();
        assertTrue(store.deleteThread(ann, thread.id()));
        execute("alter table chatkit_audit rename to elsewhere");
        assertThrows(RollbackException.class, transaction::commit);
        assertEquals(thread.id(), store.loadThread(ann, thread.id()).id());
        assertEquals(List.of(), actions(thread));
    }

    private List<String> actions(ChatThread thread) {
        return auditLog
                .list(new AuditLog.Filter(null, null, thread.id(), null, null), PageRequest.first(10, SortOrder.ASC))
                .data()
                .stream()
                .map(found -> found.entry().action())
                .toList();
    }

    private void holdLock(ChatThread thread, CountDownLatch isLocked, CountDownLatch isDone) {
        try (Connection connection = datasource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from chatkit_threads where id = '" + thread.id() + "' for update");
            isLocked.countDown();
            isDone.await();
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> itemIds(ChatThread thread) {
        return store.listItems(ann, thread.id(), ItemScope.ALL, PageRequest.first(10, SortOrder.ASC)).data().stream()
                .map(ThreadItem::id)
                .toList();
    }

    private static ChatThread thread() {
        return ChatThread.create("thr_" + UUID.randomUUID(), Instant.now());
    }

    private static ThreadItem item(ChatThread thread, String id) {
        return new ThreadItem(id, thread.id(), "note", Instant.now(), "{}");
    }

    private static Attachment attachment(String threadId) {
        return new Attachment(
                "atc_" + UUID.randomUUID(),
                threadId,
                AttachmentType.FILE,
                "a.txt",
                "text/plain",
                1,
                "{}",
                Instant.now());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = datasource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
