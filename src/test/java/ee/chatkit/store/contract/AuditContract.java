package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.AuditRecord;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AuditLog.Chain;
import ee.chatkit.store.AuditLog.Filter;
import ee.chatkit.store.AuditVerifier;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.InactiveThreads.InactiveThread;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@link ee.chatkit.store.AuditLog}, and what the stores record in it. */
public interface AuditContract extends StoreContract {
    Archive archive();

    LegalHolds holds();

    InactiveThreads inactiveThreads();

    private Caller newClient() {
        return newUser().from("192.0.2.7");
    }

    /** What a user did, oldest first. */
    private List<AuditEntry> entriesOf(Caller caller) {
        return auditLog().list(new Filter(caller.userId(), null, null, null, null), everything()).data().stream()
                .map(AuditRecord::entry)
                .toList();
    }

    private void record(Caller caller, String object) {
        auditLog().record(AuditEntry.done(caller, "test", "object", object));
    }

    private AuditEntry deletion(Caller ada, String action, String type, String id, Map<String, String> details) {
        return new AuditEntry(ada.userId(), "192.0.2.7", action, type, id, AuditOutcome.DONE, details);
    }

    @Test
    default void legalHold_isRecordedWithoutItsReason() {
        var ada = newUser();
        var records = newClient();
        var thread = addThread(ada);
        var opportunity = newOpportunity(ada);
        Instant now = clock().instant();
        var onThread = new LegalHold(holds().generateHoldId(), thread.id(), null, "Secret", records.userId(), now);
        var onOpportunity =
                new LegalHold(holds().generateHoldId(), null, opportunity.id(), "Secret", records.userId(), now);
        holds().place(records, onThread);
        assertThrows(ConflictException.class, () -> holds().place(records, onThread));
        holds().place(records, onOpportunity);
        holds().lift(records, onThread.id());
        holds().lift(records, onThread.id());
        Map<String, String> role = Map.of("role", "administrator");
        assertEquals(
                List.of(
                        deletion(
                                records,
                                "hold.place",
                                "hold",
                                onThread.id(),
                                Map.of("thread_id", thread.id(), "role", "administrator")),
                        deletion(
                                records,
                                "hold.place",
                                "hold",
                                onOpportunity.id(),
                                Map.of("opportunity_id", opportunity.id(), "role", "administrator")),
                        deletion(records, "hold.lift", "hold", onThread.id(), role)),
                entriesOf(records));
    }

    @Test
    default void retention_isRecordedForEachThread() {
        var ada = newUser();
        Instant ago = clock().instant().minus(Duration.ofDays(10));
        var thread = store().addThread(ada, ChatThread.create(store().generateThreadId(), ago));
        var inactive = new InactiveThread(thread.id(), ada, null, ago, clock().instant(), null);
        assertEquals(1, inactiveThreads().delete(List.of(inactive)).orElse(-1));
        assertEquals(0, inactiveThreads().delete(List.of(inactive)).orElse(-1));
        AuditEntry entry = AuditEntry.done(AuditEntry.SERVER, "thread.delete", "thread", thread.id())
                .with("attachments", 0)
                .with("reason", "retention");
        assertEquals(
                List.of(entry),
                auditLog().list(new Filter(null, null, thread.id(), null, null), everything()).data().stream()
                        .map(AuditRecord::entry)
                        .toList());
    }

    @Test
    default void record_isListedAsGiven() {
        Caller ada = newClient();
        AuditEntry entry = AuditEntry.of(ada, "test", "object", "obj_1", AuditOutcome.REFUSED)
                .with("reason", "none")
                .with("count", 7);
        auditLog().record(entry);
        assertEquals(List.of(entry), entriesOf(ada));
        assertEquals(
                Map.of("count", "7", "reason", "none"),
                entriesOf(ada).getFirst().details());
    }

    @Test
    default void record_withoutActorAndObject() {
        String action = "test-" + UUID.randomUUID();
        var entry = new AuditEntry(null, "192.0.2.7", action, "request", null, AuditOutcome.FAILED, Map.of());
        auditLog().record(entry);
        AuditRecord stored = auditLog()
                .list(new Filter(null, action, null, null, null), everything())
                .data()
                .getFirst();
        assertEquals(entry, stored.entry());
        assertNull(stored.entry().actor());
        assertTrue(stored.isIntact());
    }

    @Test
    default void record_replacesWhatCannotBeStored() {
        Caller ada = newUser();
        auditLog()
                .record(AuditEntry.done(ada, "test", "object", "a\0b\ud800c\n").with("long", "x".repeat(1000)));
        AuditEntry stored = entriesOf(ada).getFirst();
        assertEquals("a\ufffdb\ufffdc\ufffd", stored.objectId());
        assertEquals("x".repeat(AuditEntry.MAX_LENGTH), stored.details().get("long"));
        assertEquals(AuditEntry.APPLICATION, stored.origin());
    }

    @Test
    default void records_areChained() {
        Caller ada = newUser();
        for (int n = 0; n < 3; n++) {
            record(ada, "obj_" + n);
        }
        List<AuditRecord> records = auditLog()
                .list(new Filter(ada.userId(), null, null, null, null), everything())
                .data();
        for (AuditRecord found : records) {
            assertTrue(found.isIntact());
            AuditRecord before = found.number() == 1 ? null : numbered(found.number() - 1);
            if (before != null) {
                assertEquals(before.hash(), found.previousHash());
                assertFalse(found.at().isBefore(before.at()));
            }
        }
        Chain chain = auditLog().chain();
        assertTrue(chain.last() >= records.getLast().number());
    }

    private AuditRecord numbered(long number) {
        var page = new PageRequest(1, SortOrder.ASC, new Cursor(Long.toString(number - 1), null));
        return auditLog().list(Filter.ALL, page).data().getFirst();
    }

    @Test
    @ResourceLock("retention of the audit log")
    default void verify_findsNothingWhileOthersRecord() throws Exception {
        Caller ada = newUser();
        try (var executor = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> writers = IntStream.range(0, 4)
                    .mapToObj(n -> (Callable<Boolean>) () -> {
                        for (int i = 0; i < 25; i++) {
                            record(ada, "obj_" + n);
                        }
                        return true;
                    })
                    .toList();
            var results = writers.stream().map(executor::submit).toList();
            assertEquals(
                    Optional.empty(),
                    new AuditVerifier(auditLog()).verify(n -> {}).finding());
            for (var result : results) {
                assertTrue(result.get());
            }
        }
        assertEquals(100, entriesOf(ada).size());
        assertEquals(
                Optional.empty(), new AuditVerifier(auditLog()).verify(n -> {}).finding());
    }

    @Test
    @ResourceLock("retention of the audit log")
    default void verify_comparesTheExpectedHash() {
        record(newUser(), "obj_1");
        Chain noted = auditLog().chain();
        record(newUser(), "obj_2");
        var verifier = new AuditVerifier(auditLog()).expect(noted.last(), noted.hash());
        assertEquals(Optional.empty(), verifier.verify(n -> {}).finding());
        var other = new AuditVerifier(auditLog()).expect(noted.last(), AuditRecord.NO_HASH);
        assertEquals(noted.last(), other.verify(n -> {}).finding().orElseThrow().number());
        var beyond = new AuditVerifier(auditLog()).expect(Long.MAX_VALUE, AuditRecord.NO_HASH);
        assertEquals(
                Long.MAX_VALUE, beyond.verify(n -> {}).finding().orElseThrow().number());
    }

    @Test
    default void list_isPagedInBothOrders() {
        Caller ada = newUser();
        for (int n = 0; n < 5; n++) {
            record(ada, "obj_" + n);
        }
        assertEquals(List.of("obj_0", "obj_1", "obj_2", "obj_3", "obj_4"), paged(ada, SortOrder.ASC));
        assertEquals(List.of("obj_4", "obj_3", "obj_2", "obj_1", "obj_0"), paged(ada, SortOrder.DESC));
    }

    private List<String> paged(Caller caller, SortOrder order) {
        var filter = new Filter(caller.userId(), "test", null, null, null);
        PageRequest request = PageRequest.first(2, order);
        List<String> objects = new ArrayList<>();
        Page<AuditRecord> page = auditLog().list(filter, request);
        page.data().forEach(found -> objects.add(found.entry().objectId()));
        while (page.hasMore()) {
            request = request.next(page);
            page = auditLog().list(filter, request);
            page.data().forEach(found -> objects.add(found.entry().objectId()));
        }
        return objects;
    }

    @Test
    default void list_isFiltered() {
        Caller ada = newUser();
        record(ada, "obj_1");
        record(ada, "obj_2");
        record(newUser(), "obj_1");
        assertEquals(2, count(new Filter(ada.userId(), null, null, null, null)));
        assertEquals(1, count(new Filter(ada.userId(), null, "obj_1", null, null)));
        assertEquals(0, count(new Filter(ada.userId(), "other", null, null, null)));
        assertTrue(count(new Filter(null, null, "obj_1", null, null)) >= 2);
        assertEquals(0, count(new Filter(newUser().userId(), null, null, null, null)));
    }

    @Test
    default void list_isRestrictedToAnInterval() {
        Caller ada = newUser();
        record(ada, "obj_1");
        Instant at = auditLog()
                .list(new Filter(ada.userId(), null, null, null, null), everything())
                .data()
                .getFirst()
                .at();
        Instant later = at.plus(Duration.ofDays(3650));
        assertEquals(1, count(new Filter(ada.userId(), null, null, at, null)));
        assertEquals(1, count(new Filter(ada.userId(), null, null, at, later)));
        assertEquals(0, count(new Filter(ada.userId(), null, null, later, null)));
        assertEquals(0, count(new Filter(ada.userId(), null, null, null, at)));
        assertEquals(0, count(new Filter(ada.userId(), null, null, Instant.EPOCH, at)));
    }

    private int count(Filter filter) {
        return auditLog().list(filter, everything()).data().size();
    }

    @Test
    default void list_rejectsCursorsOfOtherLists() {
        for (String cursor : List.of("msg_1", "-1", "~1~2", "1e5", "9".repeat(19))) {
            var page = new PageRequest(10, SortOrder.DESC, Cursor.parse(cursor));
            assertThrows(IllegalArgumentException.class, () -> auditLog().list(Filter.ALL, page), cursor);
        }
    }

    @Test
    default void deletions_areRecorded() {
        Caller ada = newClient();
        var opportunity = newOpportunity(ada);
        ChatThread first = addThread(ada, opportunity);
        ChatThread second = addThread(ada, opportunity);
        ChatThread third = addThread(ada, opportunity);
        addMessages(ada, first, 4);
        Attachment one = attachment(first);
        Attachment two = attachment(second);
        List.of(one, two, attachment(second), attachment(third)).forEach(sent -> store().saveAttachment(ada, sent));
        store().deleteItem(ada, first.id(), "msg_4");
        store().deleteItemsAfter(ada, first.id(), "msg_1");
        store().deleteAttachment(ada, one.id());
        store().deleteThread(ada, second.id());
        opportunities().deleteOpportunity(ada, opportunity.id());
        assertEquals(
                List.of(
                        deletion(ada, "item.delete", "item", "msg_4", Map.of("thread_id", first.id())),
                        deletion(ada, "thread.truncate", "thread", first.id(), Map.of("after", "msg_1", "items", "2")),
                        deletion(ada, "attachment.delete", "attachment", one.id(), Map.of()),
                        deletion(ada, "thread.delete", "thread", second.id(), Map.of("attachments", "2")),
                        deletion(
                                ada,
                                "opportunity.delete",
                                "opportunity",
                                opportunity.id(),
                                Map.of("attachments", "1", "threads", "2"))),
                entriesOf(ada));
    }

    @Test
    default void deletionsOfNothing_areNotRecorded() {
        Caller ada = newUser();
        var thread = addThread(ada);
        addMessage(ada, thread, "msg_1");
        store().deleteItem(ada, thread.id(), "msg_9");
        store().deleteItemsAfter(ada, thread.id(), "msg_1");
        store().deleteThread(ada, newThread().id());
        store().deleteAttachment(ada, attachment(thread).id());
        opportunities().deleteOpportunity(ada, opportunities().generateOpportunityId());
        Caller bob = newUser();
        store().deleteThread(bob, thread.id());
        assertThrows(NotFoundException.class, () -> store().deleteItem(bob, thread.id(), "msg_1"));
        assertEquals(List.of(), entriesOf(ada));
        assertEquals(List.of(), entriesOf(bob));
    }

    @Test
    default void messagesAndChanges_areNotRecorded() {
        Caller ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        store().updateThread(ada, thread.id(), found -> found.withTitle("secret title"));
        store().listThreads(ada, everything());
        assertEquals(List.of(), entriesOf(ada));
    }

    @Test
    default void expiredAttachments_areRecordedAsANumber() {
        Caller ada = newUser();
        store().saveAttachment(ada, attachment(addThread(ada)).withThreadId(null));
        Instant begin = clock().instant().plus(Duration.ofDays(1));
        int deleted = attachmentMaintenance().deleteUnsent(begin, 1000).size();
        AuditEntry newest = auditLog()
                .list(
                        new Filter(null, AuditAction.ATTACHMENTS_EXPIRE, null, null, null),
                        PageRequest.first(1, SortOrder.DESC))
                .data()
                .getFirst()
                .entry();
        assertTrue(deleted > 0);
        assertEquals("server", newest.actor());
        assertEquals("server", newest.origin());
        assertTrue(newest.details().containsKey("attachments"));
    }

    @Test
    default void writerOfTheArchive_recordsWithItsCommit() {
        Caller ada = newUser();
        var entry = AuditEntry.of(ada, AuditAction.IMPORT, "user", ada.userId(), AuditOutcome.STARTED);
        var thread = new ArchiveEntry.OwnedThread(ada.userId(), newThread());
        try (var dry = archive().write(false)) {
            dry.add(List.of(thread));
            dry.record(entry);
            dry.commit();
        }
        try (var writer = archive().write(true)) {
            writer.add(List.of(thread));
            writer.record(entry);
        }
        assertEquals(List.of(), entriesOf(ada));
        try (var writer = archive().write(true)) {
            writer.add(List.of(thread));
            writer.record(entry);
            assertEquals(List.of(), entriesOf(ada));
            writer.commit();
            assertEquals(List.of(entry), entriesOf(ada));
            writer.record(entry.with(AuditOutcome.DONE));
            writer.commit();
            writer.commit();
        }
        assertEquals(List.of(entry, entry.with(AuditOutcome.DONE)), entriesOf(ada));
        assertEquals(List.of(thread.thread().id()), threadIds(ada));
    }

    @Test
    @ResourceLock("retention of the audit log")
    default void removeBefore_removesTheOldestAndKeepsTheChain() {
        Caller ada = newUser();
        for (int n = 0; n < 5; n++) {
            record(ada, "obj_" + n);
        }
        Chain before = auditLog().chain();
        assertEquals(0, auditLog().removeBefore(Instant.EPOCH, 100));
        AuditRecord oldest = numbered(before.first());
        assertEquals(2, auditLog().removeBefore(Instant.now().plus(Duration.ofDays(365_000)), 2));
        Chain after = auditLog().chain();
        assertEquals(before.first() + 2, after.first());
        assertEquals(before.last() + 1, after.last());
        assertEquals(oldest.number() + 2, numbered(1).number());
        AuditEntry removal = numbered(after.last()).entry();
        assertEquals(AuditAction.AUDIT_EXPIRE, removal.action());
        assertEquals("2", removal.details().get("records"));
        assertEquals(after.anchor(), removal.details().get("last_hash"));
        assertEquals(
                Optional.empty(), new AuditVerifier(auditLog()).verify(n -> {}).finding());
        Instant future = Instant.now().plus(Duration.ofDays(365_000));
        while (auditLog().removeBefore(future, 1000) == 1000) {}
        record(ada, "obj_last");
        assertEquals(
                Optional.empty(), new AuditVerifier(auditLog()).verify(n -> {}).finding());
        assertEquals(1, entriesOf(ada).size());
    }
}
