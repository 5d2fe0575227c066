package ee.chatkit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The hashes of audit records. The vectors were computed by the program in the manual, which is not in Java. */
class AuditRecordTest {
    private static final String FIRST = "0277bdfb0249afebd26c05f24eb0a6636328158d699521e5fa3e876626ef0593";
    private static final String SECOND = "7b8fee92963e462b12b209757c3fae88fd291ad870ad3345f4d846ee4885b0f2";
    private static final Instant AT = Instant.parse("2025-12-01T12:00:00.000001Z");

    private static AuditEntry entry() {
        return new AuditEntry(
                "ada", "192.0.2.7", "thread.delete", "thread", "thr_1", AuditOutcome.DONE, Map.of("attachments", "2"));
    }

    @Test
    void hash_isThatOfTheVectors() {
        AuditRecord first = AuditRecord.after(AuditRecord.NO_HASH, 1, AT, entry());
        assertEquals(FIRST, first.hash());
        var refusal = new AuditEntry(
                null,
                "2001:db8::1",
                "sign-in",
                "request",
                null,
                AuditOutcome.REFUSED,
                Map.of("resource", "gr\u00f6\u00dfe \u20ac", "method", "GET"));
        AuditRecord second = AuditRecord.after(first.hash(), 2, Instant.parse("2025-12-01T12:00:01Z"), refusal);
        assertEquals(SECOND, second.hash());
        assertEquals(FIRST, second.previousHash());
        assertTrue(first.isIntact() && second.isIntact());
    }

    @Test
    void hash_dependsOnEveryField() {
        AuditEntry entry = entry();
        List<AuditEntry> others = List.of(
                new AuditEntry("ad", "a192.0.2.7", entry.action(), "thread", "thr_1", AuditOutcome.DONE, Map.of()),
                new AuditEntry(null, entry.origin(), entry.action(), "thread", "thr_1", AuditOutcome.DONE, Map.of()),
                new AuditEntry("-", entry.origin(), entry.action(), "thread", "thr_1", AuditOutcome.DONE, Map.of()),
                new AuditEntry("ada", entry.origin(), entry.action(), "thread", null, AuditOutcome.DONE, Map.of()),
                new AuditEntry("ada", entry.origin(), entry.action(), "threadthr_1", "", AuditOutcome.DONE, Map.of()),
                entry.with(AuditOutcome.FAILED),
                entry.with("attachments", 3),
                entry.with("more", ""),
                entry);
        Set<String> hashes = new HashSet<>();
        others.forEach(other ->
                hashes.add(AuditRecord.after(AuditRecord.NO_HASH, 1, AT, other).hash()));
        hashes.add(AuditRecord.after(AuditRecord.NO_HASH, 2, AT, entry).hash());
        hashes.add(AuditRecord.after(AuditRecord.NO_HASH, 1, AT.plusNanos(1000), entry)
                .hash());
        hashes.add(AuditRecord.after(FIRST, 1, AT, entry).hash());
        assertEquals(others.size() + 3, hashes.size());
        var altered = new AuditRecord(1, AT, entry.with("more", "x"), AuditRecord.NO_HASH, FIRST);
        assertFalse(altered.isIntact());
    }

    @Test
    void caller_isTheSameFromEverywhere() {
        var ada = new Caller("ada");
        assertEquals(ada, ada.from("192.0.2.7"));
        assertEquals(ada.hashCode(), ada.from("192.0.2.7").hashCode());
        assertNotEquals(ada, new Caller("bob"));
        assertEquals("192.0.2.7", ada.from("192.0.2.7").from("192.0.2.8").origin());
        assertEquals(
                "192.0.2.7",
                AuditEntry.done(ada.from("192.0.2.7"), "a", "b", null).origin());
        assertEquals(
                AuditEntry.APPLICATION, AuditEntry.done(ada, "a", "b", null).origin());
    }
}
