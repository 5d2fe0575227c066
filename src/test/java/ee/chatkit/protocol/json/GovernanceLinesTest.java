package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.protocol.json.ExportLine.EntryLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Organised threads, retention periods and legal holds in export files. */
class GovernanceLinesTest {
    private static final Instant TIME = Instant.parse("2026-12-01T12:00:00.000001Z");
    private static final ChatThread THREAD = ChatThread.create("thr_1", TIME);

    @Test
    void lines_areReadAsWritten() {
        for (ArchiveEntry entry : List.<ArchiveEntry>of(
                new ArchiveEntry.OwnedThread(
                        "ada", THREAD.withPinned(true).withArchived(true).withLabels(List.of("a", "b \"c\""))),
                new ArchiveEntry.OwnedThread("ada", THREAD),
                new ArchiveEntry.OwnedOpportunity(
                        "ada",
                        new Opportunity(
                                "opp_1", OpportunityDetails.named("N"), OpportunityStatus.ACTIVE, 30, TIME, TIME)),
                new ArchiveEntry.PlacedHold(new LegalHold("hld_1", "thr_1", null, "R", "records", TIME)),
                new ArchiveEntry.PlacedHold(new LegalHold("hld_2", null, "opp_1", "R", "records", TIME)))) {
            String line = ExportLineJson.write(new EntryLine(entry, null), true);
            assertEquals(new EntryLine(entry, null), read(line), line);
        }
    }

    /** So that earlier releases read the files of those who use none of this. */
    @Test
    void thread_hasNewMembersOnlyIfTheyAreSet() {
        String line = ExportLineJson.write(new EntryLine(new ArchiveEntry.OwnedThread("ada", THREAD), null), true);
        assertFalse(line.contains("pinned") || line.contains("archived") || line.contains("labels"), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"record\":\"hold\",\"id\":\"h\",\"reason\":\"R\",\"placed_by\":\"p\",\"placed_at\":\"2026-12-01T12:00:00Z\"}",
                "{\"record\":\"hold\",\"id\":\"h"
                    + " h\",\"thread_id\":\"t\",\"reason\":\"R\",\"placed_by\":\"p\",\"placed_at\":\"2026-12-01T12:00:00Z\"}",
                "{\"record\":\"hold\",\"id\":\"h\",\"thread_id\":\"t\",\"reason\":\""
                        + " \",\"placed_by\":\"p\",\"placed_at\":\"2026-12-01T12:00:00Z\"}",
                "{\"record\":\"thread\",\"user_id\":\"a\",\"id\":\"t\",\"labels\":[\"\"],\"created_at\":\"2026-12-01T12:00:00Z\",\"updated_at\":\"2026-12-01T12:00:00Z\"}",
                "{\"record\":\"thread\",\"user_id\":\"a\",\"id\":\"t\",\"pinned\":1,\"created_at\":\"2026-12-01T12:00:00Z\",\"updated_at\":\"2026-12-01T12:00:00Z\"}"
            })
    void invalidLine_isRejected(String line) {
        assertThrows(InvalidInputException.class, () -> read(line));
    }

    private static ExportLine read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new ExportLineReader(null).read(bytes, 0, bytes.length);
    }
}
