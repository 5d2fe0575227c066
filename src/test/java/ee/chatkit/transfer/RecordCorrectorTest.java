package ee.chatkit.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.protocol.json.AttachmentDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an import corrects, and what it refuses, because it would do harm. */
class RecordCorrectorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant BEFORE = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2999-01-01T00:00:00Z");

    private final RecordCorrector corrector = new RecordCorrector(NOW);

    @Test
    void updatedAt_isBetweenCreationAndNow() {
        assertEquals(NOW, updatedAt(thread(BEFORE, FUTURE)));
        assertEquals(NOW, updatedAt(opportunity(BEFORE, FUTURE)));
        assertEquals(BEFORE, updatedAt(thread(BEFORE, BEFORE.minusSeconds(1))));
        assertEquals(BEFORE, updatedAt(opportunity(BEFORE, BEFORE.minusSeconds(1))));
        Instant soon = NOW.plus(Duration.ofMinutes(10)); // clocks differ
        for (Instant kept : List.of(BEFORE, NOW, soon)) {
            assertNull(corrector.correct(thread(BEFORE, kept)).note());
            assertEquals(kept, updatedAt(thread(BEFORE, kept)));
        }
    }

    @Test
    void creationInTheFuture_isRefused() {
        assertNotNull(corrector.refusalReason(thread(FUTURE, FUTURE)));
        assertNotNull(corrector.refusalReason(opportunity(FUTURE, FUTURE)));
        assertNotNull(corrector.refusalReason(attachment(AttachmentType.FILE, "{}", FUTURE)));
        assertNull(corrector.refusalReason(thread(BEFORE, FUTURE)));
        assertNull(corrector.refusalReason(attachment(AttachmentType.FILE, "{}", NOW)));
    }

    @Test
    void imageWithoutKey_getsOne() {
        String key = key(attachment(AttachmentType.IMAGE, "{\"mine\":1}", BEFORE));
        assertEquals(43, key.length());
        assertNull(AttachmentDetails.parse(details(attachment(AttachmentType.FILE, "{}", BEFORE)))
                .linkKey());
        String elsewhere = "{\"preview_url\":\"https://example.com/1.png\"}";
        assertEquals(elsewhere, details(attachment(AttachmentType.IMAGE, elsewhere, BEFORE)));
    }

    @Test
    void shortKey_isReplacedAndOtherDetailsStay() {
        for (AttachmentType type : AttachmentType.values()) {
            var given = attachment(type, "{\"link_key\":\"Xaz4\",\"mine\":1}", BEFORE);
            assertEquals(43, key(given).length());
            assertTrue(details(given).contains("\"mine\":1"), details(given));
            assertNotNull(corrector.correct(given).note());
        }
        String strong = "{\"link_key\":\"" + "k".repeat(22) + "\"}";
        assertEquals(strong, details(attachment(AttachmentType.IMAGE, strong, BEFORE)));
    }

    @Test
    void importOfCorrectedRecords_isIdempotent() {
        var source = TransferFixture.inMemory();
        var ann = new Caller("ann");
        source.store().addThread(ann, ChatThread.create("thr_1", BEFORE).withUpdatedAt(FUTURE));
        source.store()
                .saveAttachment(
                        ann,
                        new Attachment("atc_1", "thr_1", AttachmentType.IMAGE, "a.png", "image/png", 1, "{}", BEFORE));
        byte[] file = source.export(ann);
        var target = TransferFixture.inMemory();
        var first = target.importFile(file, ann);
        assertEquals(
                2, first.lines().stream().filter(line -> line.reason() != null).count());
        assertEquals(List.of(), first.refused());
        var again = target.importFile(file, ann);
        assertTrue(again.lines().stream().allMatch(line -> line.reason() == null));
        assertEquals(List.of(), again.refused());
    }

    private Instant updatedAt(ArchiveEntry given) {
        return switch (corrector.correct(given).entry()) {
            case ArchiveEntry.OwnedThread(String userId, var thread) -> thread.updatedAt();
            case ArchiveEntry.OwnedOpportunity(String userId, var opportunity) -> opportunity.updatedAt();
            default -> throw new AssertionError();
        };
    }

    private String details(ArchiveEntry given) {
        return ((ArchiveEntry.OwnedAttachment) corrector.correct(given).entry())
                .attachment()
                .details();
    }

    private String key(ArchiveEntry given) {
        String key = AttachmentDetails.parse(details(given)).linkKey();
        assertNotNull(key);
        return key;
    }

    private static ArchiveEntry thread(Instant createdAt, Instant updatedAt) {
        return new ArchiveEntry.OwnedThread(
                "ann", ChatThread.create("thr_1", createdAt).withUpdatedAt(updatedAt));
    }

    private static ArchiveEntry opportunity(Instant createdAt, Instant updatedAt) {
        return new ArchiveEntry.OwnedOpportunity(
                "ann",
                new Opportunity(
                        "opp_1", OpportunityDetails.named("Pier"), OpportunityStatus.ACTIVE, createdAt, updatedAt));
    }

    private static ArchiveEntry attachment(AttachmentType type, String details, Instant createdAt) {
        return new ArchiveEntry.OwnedAttachment(
                "ann", new Attachment("atc_1", null, type, "a", "image/png", 1, details, createdAt));
    }
}
