package ee.chatkit.transfer;

import ee.chatkit.model.Entry;
import ee.chatkit.protocol.json.ImportReport.OfLine;
import ee.chatkit.protocol.json.ImportReport.Result;
import ee.chatkit.protocol.json.ImportReport.Totals;
import ee.chatkit.protocol.json.RecordKind;
import ee.chatkit.store.Archive;
import ee.chatkit.store.Outcome;
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
    private final Map<Result, Map<RecordKind, Long>> totals = new EnumMap<>(Result.class);
    private List<Pending> pending = new ArrayList<>();
    private List<OfLine> reports = new ArrayList<>();
    private Map<Result, Map<RecordKind, Long>> counts = new EnumMap<>(Result.class);
    private List<OfLine> told = new ArrayList<>();
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
    private record Pending(long line, Entry entry, @Nullable String refusal) {}

    void add(long line, Entry entry, @Nullable String refusal) {
        pending.add(new Pending(line, entry, refusal));
        uncommitted++;
        characters += size(entry);
        if (pending.size() >= ENTRIES || characters >= CHARACTERS) {
            write();
        }
    }

    private void write() {
        if (pending.isEmpty()) {
            return;
        }
        List<Entry> entries = new ArrayList<>(pending.size());
        for (Pending one : pending) {
            if (one.refusal == null) {
                entries.add(one.entry);
            }
        }
        Iterator<Outcome> outcomes = entries.isEmpty()
                ? Collections.emptyIterator()
                : writer.add(entries).iterator();
        for (Pending one : pending) {
            if (one.refusal == null) {
                Outcome outcome = outcomes.next();
                note(one.line, one.entry, result(outcome), outcome.reason());
            } else {
                note(one.line, one.entry, Result.REFUSED, one.refusal);
            }
        }
        pending = new ArrayList<>();
        characters = 0;
    }

    private static Result result(Outcome outcome) {
        if (outcome.refused()) {
            return Result.REFUSED;
        }
        return outcome == Outcome.ADDED ? Result.ADDED : Result.ALREADY_THERE;
    }

    private void note(long line, Entry entry, Result result, String reason) {
        last = result;
        RecordKind kind = Kinds.of(entry);
        count(counts, result, kind, 1);
        if (result == Result.REFUSED || !onlyRefused) {
            reports.add(new OfLine(
                    line,
                    kind,
                    Kinds.id(entry),
                    Kinds.threadId(entry),
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
    void tell(OfLine report) {
        count(totals, report.result(), report.kind(), 1);
        if (report.result() == Result.REFUSED || !onlyRefused) {
            told.add(report);
        }
    }

    /** What was committed and not yet told. */
    List<OfLine> told() {
        List<OfLine> all = told;
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

    private static void count(Map<Result, Map<RecordKind, Long>> to, Result result, RecordKind kind, long count) {
        to.computeIfAbsent(result, any -> new EnumMap<>(RecordKind.class)).merge(kind, count, Long::sum);
    }

    /** Of what may be long, about. */
    private static int size(Entry entry) {
        return switch (entry) {
            case Entry.OfItem(var item) -> item.content().length();
            case Entry.OfThread(String userId, var thread) ->
                length(thread.title())
                        + thread.metadata().length()
                        + thread.status().toString().length()
                        + String.valueOf(thread.allowedImageDomains()).length();
            case Entry.OfAttachment(String userId, var attachment) ->
                attachment.name().length()
                        + attachment.mimeType().length()
                        + attachment.details().length();
            case Entry.OfOpportunity(String userId, var opportunity) ->
                length(opportunity.details().name())
                        + length(opportunity.details().clientName())
                        + length(opportunity.details().description())
                        + length(opportunity.details().currentPhase())
                        + length(opportunity.details().contextSummary());
            case Entry.OfActive active -> 0;
            case Entry.OfFeedback feedback -> 0;
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
