package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.protocol.json.ImportReport.Result;
import ee.chatkit.protocol.json.ImportReport.Totals;
import ee.chatkit.protocol.json.RecordType;
import ee.chatkit.store.Archive;
import ee.chatkit.store.WriteOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries on their way into the store, and what became of them. */
final class ImportBatch implements AutoCloseable {
    private static final int ENTRIES = 4000;
    private static final int CHARACTERS = 2_000_000;

    private final Archive.Writer writer;
    private final boolean onlyRefused;
    private final Map<Result, Map<RecordType, Long>> totals = new EnumMap<>(Result.class);
    private List<Pending> pending = new ArrayList<>();
    private List<LineResult> reports = new ArrayList<>();
    private Map<Result, Map<RecordType, Long>> counts = new EnumMap<>(Result.class);
    private List<LineResult> told = new ArrayList<>();
    private int characters;
    private int uncommitted;
    private long commits;
    private Result last = Result.REFUSED;

    ImportBatch(Archive.Writer writer, boolean onlyRefused) {
        this.writer = writer;
        this.onlyRefused = onlyRefused;
    }

    /**
     * An entry, and its line.
     *
     * @param refusal why the store is not asked; null when it is
     */
    private record Pending(
            long line, ArchiveEntry entry, @Nullable String refusal) {}

    void add(long line, ArchiveEntry archiveEntry, @Nullable String refusal) {
        pending.add(new Pending(line, archiveEntry, refusal));
        uncommitted++;
        characters += size(archiveEntry);
        if (pending.size() >= ENTRIES || characters >= CHARACTERS) {
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
                WriteOutcome writeOutcome = outcomes.next();
                note(one.line, one.entry, result(writeOutcome), writeOutcome.reason());
            } else {
                note(one.line, one.entry, Result.REFUSED, one.refusal);
            }
        }
        pending = new ArrayList<>();
        characters = 0;
    }

    private static Result result(WriteOutcome writeOutcome) {
        if (writeOutcome.refused()) {
            return Result.REFUSED;
        }
        return writeOutcome == WriteOutcome.ADDED ? Result.ADDED : Result.ALREADY_THERE;
    }

    private void note(long line, ArchiveEntry archiveEntry, Result result, String reason) {
        last = result;
        RecordType kind = EntryNames.of(archiveEntry);
        count(counts, result, kind, 1);
        if (result == Result.REFUSED || !onlyRefused) {
            reports.add(new LineResult(
                    line,
                    kind,
                    EntryNames.id(archiveEntry),
                    EntryNames.threadId(archiveEntry),
                    result,
                    result == Result.REFUSED ? reason : null));
        }
    }

    void commit() {
        write();
        writer.commit();
        told.addAll(reports);
        reports = new ArrayList<>();
        counts.forEach((result, kinds) -> kinds.forEach((kind, count) -> count(totals, result, kind, count)));
        counts = new EnumMap<>(Result.class);
        uncommitted = 0;
        commits++;
    }

    /** Something is done that needs no commit. */
    void tell(LineResult report) {
        count(totals, report.result(), report.kind(), 1);
        if (report.result() == Result.REFUSED || !onlyRefused) {
            told.add(report);
        }
    }

    /** What was committed and not yet told. */
    List<LineResult> told() {
        List<LineResult> all = told;
        told = new ArrayList<>();
        return all;
    }

    /** How many entries the next commit has. */
    int uncommitted() {
        return uncommitted;
    }

    long commits() {
        return commits;
    }

    /** What became of the last entry, behind a commit. */
    Result last() {
        return last;
    }

    Totals totals() {
        return new Totals(totals);
    }

    private static void count(Map<Result, Map<RecordType, Long>> to, Result result, RecordType kind, long count) {
        to.computeIfAbsent(result, any -> new EnumMap<>(RecordType.class)).merge(kind, count, Long::sum);
    }

    /** Of what may be long, about. */
    private static int size(ArchiveEntry archiveEntry) {
        return switch (archiveEntry) {
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
