package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.protocol.json.ImportReport.LineOutcome;
import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.protocol.json.ImportReport.Totals;
import ee.chatkit.protocol.json.RecordType;
import ee.chatkit.store.Archive;
import ee.chatkit.store.WriteOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Buffers records and writes them to the store in batches, and keeps their results until they are committed. Results are
 * reported after the commit only, so that a report never names a record that was rolled back.
 */
final class ImportBatch implements AutoCloseable {
    private static final int BATCH_ENTRIES = 4000;
    private static final int BATCH_CHARACTERS = 2_000_000;

    private final Archive.Writer writer;
    private final boolean onlyRefused;
    private final Map<LineOutcome, Map<RecordType, Long>> totals = new EnumMap<>(LineOutcome.class);
    private List<Pending> pending = new ArrayList<>();
    private List<LineResult> reports = new ArrayList<>();
    private Map<LineOutcome, Map<RecordType, Long>> counts = new EnumMap<>(LineOutcome.class);
    private List<LineResult> committedReports = new ArrayList<>();
    private int characters;
    private int uncommitted;
    private long commits;
    private LineOutcome lastOutcome = LineOutcome.REFUSED;

    ImportBatch(Archive.Writer writer, boolean onlyRefused) {
        this.writer = writer;
        this.onlyRefused = onlyRefused;
    }

    /**
     * A record that is not written yet.
     *
     * @param refusal why it is refused without writing; null if it is to be written
     * @param note what was corrected; null for nothing
     */
    private record Pending(
            long line,
            ArchiveEntry entry,
            @Nullable String refusal,
            @Nullable String note) {}

    void add(long line, ArchiveEntry entry, @Nullable String refusal, @Nullable String note) {
        pending.add(new Pending(line, entry, refusal, note));
        uncommitted++;
        characters += size(entry);
        if (pending.size() >= BATCH_ENTRIES || characters >= BATCH_CHARACTERS) {
            write();
        }
    }

    private void write() {
        if (pending.isEmpty()) {
            return;
        }
        List<ArchiveEntry> entries = new ArrayList<>(pending.size());
        for (Pending one : pending) {
            if (one.refusal == null) {
                entries.add(one.entry);
            }
        }
        Iterator<WriteOutcome> outcomes = entries.isEmpty()
                ? Collections.emptyIterator()
                : writer.add(entries).iterator();
        for (Pending one : pending) {
            if (one.refusal == null) {
                WriteOutcome written = outcomes.next();
                addReport(one, result(written), written.isRefused() ? written.reason() : note(one, written));
            } else {
                addReport(one, LineOutcome.REFUSED, one.refusal);
            }
        }
        pending = new ArrayList<>();
        characters = 0;
    }

    private static LineOutcome result(WriteOutcome written) {
        if (written.isRefused()) {
            return LineOutcome.REFUSED;
        }
        return written == WriteOutcome.ADDED ? LineOutcome.ADDED : LineOutcome.ALREADY_THERE;
    }

    private static @Nullable String note(Pending one, WriteOutcome written) {
        return written == WriteOutcome.ADDED ? one.note : null;
    }

    private void addReport(Pending one, LineOutcome outcome, @Nullable String reason) {
        lastOutcome = outcome;
        ArchiveEntry entry = one.entry;
        RecordType type = RecordType.of(entry);
        count(counts, outcome, type, 1);
        if (reason != null || !onlyRefused) {
            reports.add(new LineResult(one.line, type, entry.id(), entry.threadId(), outcome, reason));
        }
    }

    /** Records an act in the audit log, with the next commit. */
    void record(AuditEntry entry) {
        writer.record(entry);
    }

    /** The numbers of records of each outcome, those that are not committed included. */
    AuditEntry withCounts(AuditEntry entry) {
        write();
        AuditEntry counted = entry;
        for (LineOutcome outcome : LineOutcome.values()) {
            counted =
                    counted.with(outcome.name().toLowerCase(Locale.ROOT), sum(totals, outcome) + sum(counts, outcome));
        }
        return counted;
    }

    private static long sum(Map<LineOutcome, Map<RecordType, Long>> counts, LineOutcome outcome) {
        return counts.getOrDefault(outcome, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    void commit() {
        write();
        writer.commit();
        committedReports.addAll(reports);
        reports = new ArrayList<>();
        counts.forEach((outcome, kinds) -> kinds.forEach((type, count) -> count(totals, outcome, type, count)));
        counts = new EnumMap<>(LineOutcome.class);
        uncommitted = 0;
        commits++;
    }

    /** Adds the result of lines that need no commit: those of one attachment's contents, of which empty ones have none. */
    void report(LineResult report, long lines) {
        count(totals, report.outcome(), report.recordType(), lines);
        if (report.outcome() == LineOutcome.REFUSED || !onlyRefused) {
            committedReports.add(report);
        }
    }

    /** Returns the results of committed lines since the last call. */
    List<LineResult> takeReports() {
        List<LineResult> all = committedReports;
        committedReports = new ArrayList<>();
        return all;
    }

    /** The number of records since the last commit. */
    int uncommitted() {
        return uncommitted;
    }

    long commits() {
        return commits;
    }

    /** The outcome of the last record that was written. */
    LineOutcome lastOutcome() {
        return lastOutcome;
    }

    Totals totals() {
        return new Totals(totals);
    }

    private static void count(
            Map<LineOutcome, Map<RecordType, Long>> to, LineOutcome outcome, RecordType type, long count) {
        to.computeIfAbsent(outcome, any -> new EnumMap<>(RecordType.class)).merge(type, count, Long::sum);
    }

    /** The approximate number of characters of the parts that may be long. */
    private static int size(ArchiveEntry entry) {
        return switch (entry) {
            case ArchiveEntry.StoredItem(var item) -> item.content().length();
            case ArchiveEntry.OwnedThread(String userId, var thread) ->
                length(thread.title())
                        + thread.metadata().length()
                        + thread.status().toString().length()
                        + String.valueOf(thread.allowedImageDomains()).length();
            case ArchiveEntry.OwnedAttachment(String userId, var attachment) ->
                attachment.name().length()
                        + attachment.mimeType().length()
                        + attachment.details().length();
            case ArchiveEntry.OwnedOpportunity(String userId, var opportunity) ->
                length(opportunity.details().name())
                        + length(opportunity.details().clientName())
                        + length(opportunity.details().description())
                        + length(opportunity.details().currentPhase())
                        + length(opportunity.details().contextSummary());
            case ArchiveEntry.ActiveSelection active -> 0;
            case ArchiveEntry.ItemFeedback feedback -> 0;
            case ArchiveEntry.PlacedHold(var hold) -> hold.reason().length();
        };
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    @Override
    public void close() {
        writer.close();
    }
}
