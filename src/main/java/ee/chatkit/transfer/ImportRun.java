package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ExportLine;
import ee.chatkit.protocol.json.ExportLine.Content;
import ee.chatkit.protocol.json.ExportLine.DeletedContent;
import ee.chatkit.protocol.json.ExportLine.EntryLine;
import ee.chatkit.protocol.json.ExportLine.Header;
import ee.chatkit.protocol.json.ExportLineReader;
import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.protocol.json.ImportReport.Totals;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.transfer.Import.Options;
import ee.chatkit.transfer.RecordCorrector.Corrected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import in progress, driven by the calls of {@link #nextReports}. Confined to one thread.
 *
 * <p>Commits are thread-wise: a thread is written together with its items, feedback and attachments in one transaction,
 * and several small threads share one. Only a thread of more than {@value #MAX_UNCOMMITTED} records is split. The
 * contents of an attachment follow in a transaction of their own. If the import stops, all lines before
 * {@link #firstUncommittedLine} are stored. The import is idempotent: records that are stored already are compared and
 * reported as such, so the same file can be imported again until it is complete. Memory is bounded by one batch of
 * records, regardless of the size of the file.
 */
public final class ImportRun implements AutoCloseable {
    private static final int COMMIT_ENTRIES = 4000;
    private static final int MAX_UNCOMMITTED = 100_000;

    private final LineReader lines;
    private final ImportBatch batch;
    private final ContentImporter contents;
    private final Options options;
    private final RecordCorrector corrector;
    private ExportLineReader reader;
    private @Nullable String refusedThread;
    private long committedLines;
    private long contentLines;
    private boolean ended;
    private boolean complete;
    private @Nullable UnavailableException failure;

    ImportRun(
            LineReader lines,
            Archive.Writer writer,
            AttachmentContents contents,
            Options options,
            RecordCorrector corrector) {
        this.corrector = corrector;
        this.lines = lines;
        this.options = options;
        this.batch = new ImportBatch(writer, options.reportRefusedOnly());
        this.contents = new ContentImporter(contents, options.persist());
        this.reader = new ExportLineReader(options.owner().userId());
        batch.record(options.audit());
    }

    /**
     * Continues until the next commit. Blocks.
     *
     * @return the results of the committed lines, which may be empty; null if the import is complete
     * @throws IOException if the file cannot be read
     * @throws ee.chatkit.store.UnavailableException if the store is unavailable; what was committed remains
     */
    public @Nullable List<LineResult> nextReports() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return null;
        }
        try {
            long commits = batch.commits();
            while (!ended && batch.commits() == commits) {
                step();
            }
        } catch (UnavailableException e) {
            List<LineResult> reports = batch.takeReports();
            if (reports.isEmpty()) {
                throw e;
            }
            failure = e; // report the committed lines first
            return reports;
        }
        return batch.takeReports();
    }

    private void step() throws IOException {
        if (!lines.next()) {
            batch.record(batch.withCounts(options.audit().with(AuditOutcome.DONE)));
            commit(lines.number());
            ended = true;
            complete = true;
        } else if (lines.number() == 1) {
            header(ExportLineReader.readHeader(lines.buffer(), lines.offset(), lines.length()));
        } else {
            line(reader.read(lines.buffer(), lines.offset(), lines.length()));
        }
    }

    /** Returns the number of the first line that is not committed. */
    public long firstUncommittedLine() {
        return committedLines + 1;
    }

    /** Returns whether all lines are committed, which is recorded in the audit log. */
    public boolean isComplete() {
        return complete;
    }

    /** Returns the number of lines read. */
    public long linesRead() {
        return lines.number();
    }

    /** Returns the number of committed lines by outcome and record type. */
    public Totals totals() {
        return batch.totals();
    }

    private void header(Header header) {
        reader = ExportLineReader.forHeader(header, options.owner().userId());
    }

    private void line(ExportLine line) throws IOException {
        switch (line) {
            case EntryLine(ArchiveEntry entry, Long contentLength) -> add(entry, contentLength);
            case Content content -> {
                contentLines++;
                report(contents.add(lines.number(), content));
            }
            case DeletedContent gone -> {
                contentLines++;
                report(contents.markDeleted(lines.number()));
            }
            default -> {} // records about the file itself
        }
    }

    private void add(ArchiveEntry entry, @Nullable Long contentLength) throws IOException {
        boolean startsUnit = entry.threadId() == null;
        if (batch.uncommitted() >= (startsUnit ? COMMIT_ENTRIES : MAX_UNCOMMITTED)) {
            commit(lines.number() - 1);
        }
        String refusal = refusal(entry, contentLength);
        if (entry instanceof ArchiveEntry.OwnedThread(String userId, var thread)) {
            refusedThread = refusal == null ? null : thread.id();
        }
        Corrected corrected = corrector.correct(entry);
        batch.add(lines.number(), corrected.entry(), refusal, corrected.note());
        if (contentLength != null
                && entry instanceof ArchiveEntry.OwnedAttachment(String userId, Attachment attachment)) {
            commit(lines.number());
            report(contents.begin(
                    lines.number(),
                    new Caller(userId),
                    attachment.id(),
                    attachment.threadId(),
                    contentLength,
                    batch.lastOutcome()));
        }
    }

    private @Nullable String refusal(ArchiveEntry entry, @Nullable Long contentLength) {
        if (refusedThread != null && refusedThread.equals(entry.threadId())) {
            return "the thread was refused";
        }
        String refusal = options.policy().refusalReason(entry, contentLength);
        return refusal == null ? corrector.refusalReason(entry) : refusal;
    }

    private void commit(long through) {
        batch.commit();
        committedLines = through;
    }

    private void report(@Nullable LineResult result) {
        if (result != null) {
            batch.report(result, contentLines);
            contentLines = 0;
            committedLines = lines.number();
        }
    }

    /** Rolls back what is not committed. */
    @Override
    public void close() {
        try (lines;
                batch;
                contents) {
            ended = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
