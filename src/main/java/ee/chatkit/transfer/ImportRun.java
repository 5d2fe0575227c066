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
 * One import that is under way; whoever asks for its report drives it. Used by one thread.
 *
 * <p>A thread is written with everything that hangs on it in one commit, several small ones together. Only one of more than
 * {@value #MOST_UNCOMMITTED} entries is committed in pieces. Bytes of an attachment come behind a commit of their own.
 */
public final class ImportRun implements AutoCloseable {
    private static final int COMMIT_ENTRIES = 4000;
    private static final int MOST_UNCOMMITTED = 100_000;

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
     * Goes on until something is committed.
     *
     * @return what became of those lines; there may be none to tell of. Null when everything was told
     * @throws IOException when the file cannot be read any more
     * @throws ee.chatkit.store.UnavailableException when the store does not answer
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
            List<LineResult> told = batch.takeReports();
            if (told.isEmpty()) {
                throw e;
            }
            failure = e; // first what was committed
            return told;
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

    /** The first line that nothing is committed of yet. */
    public long firstUncommittedLine() {
        return committedLines + 1;
    }

    /** How many lines were read. */
    public long linesRead() {
        return lineReader.number();
    }

    /** What became of the lines so far that are committed. */
    public Totals totals() {
        return batch.totals();
    }

    private void header(Header header) {
        reader = ExportLineReader.forHeader(header, options.owner().userId());
    }

    private void line(ExportLine line) throws IOException {
        switch (line) {
            case EntryLine(ArchiveEntry archiveEntry, Long contentLength) -> keep(archiveEntry, contentLength);
            case Content content -> tell(contents.add(lineReader.number(), content));
            case DeletedContent gone -> tell(contents.markDeleted(lineReader.number()));
            default -> {} // of the file itself
        }
    }

    private void keep(ArchiveEntry archiveEntry, @Nullable Long contentLength) throws IOException {
        boolean mayStandApart = archiveEntry.threadId() == null;
        if (batch.uncommitted() >= (mayStandApart ? COMMIT_ENTRIES : MOST_UNCOMMITTED)) {
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
            tell(contents.begin(
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
                ? "its thread was refused"
                : options.policy().refusalReason(archiveEntry, contentLength);
    }

    private void commit(long through) {
        batch.commit();
        committedLines = through;
    }

    private void tell(@Nullable LineResult report) {
        if (report != null) {
            batch.report(report);
            committedLines = lineReader.number();
        }
    }

    /** What was not committed is dropped. */
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
