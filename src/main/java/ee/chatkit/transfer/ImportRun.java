package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
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
 * records, whatever the size of the file.
 */
public final class ImportRun implements AutoCloseable {
    private static final int COMMIT_ENTRIES = 4000;
    private static final int MAX_UNCOMMITTED = 100_000;

    private final LineReader lineReader;
    private final ImportBatch batch;
    private final ContentImporter contents;
    private final Options options;
    private ExportLineReader reader;
    private @Nullable String refusedThread;
    private long committedLines;
    private boolean ended;
    private @Nullable UnavailableException failure;

    ImportRun(LineReader lineReader, Archive.Writer writer, AttachmentContents contents, Options options) {
        this.lineReader = lineReader;
        this.options = options;
        this.batch = new ImportBatch(writer, options.reportRefusedOnly());
        this.contents = new ContentImporter(contents, options.persist());
        this.reader = new ExportLineReader(options.owner().userId());
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
        if (!lineReader.next()) {
            commit(lineReader.number());
            ended = true;
        } else if (lineReader.number() == 1) {
            header(ExportLineReader.readHeader(lineReader.buffer(), lineReader.offset(), lineReader.length()));
        } else {
            line(reader.read(lineReader.buffer(), lineReader.offset(), lineReader.length()));
        }
    }

    /** Returns the number of the first line that is not committed. */
    public long firstUncommittedLine() {
        return committedLines + 1;
    }

    /** Returns the number of lines read. */
    public long linesRead() {
        return lineReader.number();
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
            case EntryLine(ArchiveEntry archiveEntry, Long contentLength) -> add(archiveEntry, contentLength);
            case Content content -> report(contents.add(lineReader.number(), content));
            case DeletedContent gone -> report(contents.markDeleted(lineReader.number()));
            default -> {} // records about the file itself
        }
    }

    private void add(ArchiveEntry archiveEntry, @Nullable Long contentLength) throws IOException {
        boolean startsUnit = archiveEntry.threadId() == null;
        if (batch.uncommitted() >= (startsUnit ? COMMIT_ENTRIES : MAX_UNCOMMITTED)) {
            commit(lineReader.number() - 1);
        }
        String refusal = refusal(archiveEntry, contentLength);
        if (archiveEntry instanceof ArchiveEntry.OwnedThread(String userId, var thread)) {
            refusedThread = refusal == null ? null : thread.id();
        }
        batch.add(lineReader.number(), archiveEntry, refusal);
        if (contentLength != null
                && archiveEntry instanceof ArchiveEntry.OwnedAttachment(String userId, Attachment attachment)) {
            commit(lineReader.number());
            report(contents.begin(
                    lineReader.number(),
                    new Caller(userId),
                    attachment.id(),
                    attachment.threadId(),
                    contentLength,
                    batch.lastOutcome()));
        }
    }

    private @Nullable String refusal(ArchiveEntry archiveEntry, @Nullable Long contentLength) {
        return refusedThread != null && refusedThread.equals(archiveEntry.threadId())
                ? "the thread was refused"
                : options.policy().refusalReason(archiveEntry, contentLength);
    }

    private void commit(long through) {
        batch.commit();
        committedLines = through;
    }

    private void report(@Nullable LineResult result) {
        if (result != null) {
            batch.report(result);
            committedLines = lineReader.number();
        }
    }

    /** Rolls back what is not committed. */
    @Override
    public void close() {
        try (lineReader;
                batch;
                contents) {
            ended = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
