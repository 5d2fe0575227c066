package ee.chatkit.transfer;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Entry;
import ee.chatkit.protocol.json.ExportLine;
import ee.chatkit.protocol.json.ExportLine.Content;
import ee.chatkit.protocol.json.ExportLine.ContentGone;
import ee.chatkit.protocol.json.ExportLine.Header;
import ee.chatkit.protocol.json.ExportLine.Kept;
import ee.chatkit.protocol.json.ExportLineReader;
import ee.chatkit.protocol.json.ImportReport.OfLine;
import ee.chatkit.protocol.json.ImportReport.Totals;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.transfer.Import.Wish;
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

    private final Lines lines;
    private final ImportBatch batch;
    private final ContentsIn contents;
    private final Wish wish;
    private ExportLineReader reader;
    private @Nullable String refusedThread;
    private long committedLines;
    private boolean ended;
    private @Nullable UnavailableException failure;

    ImportRun(Lines lines, Archive.Writer writer, AttachmentContents contents, Wish wish) {
        this.lines = lines;
        this.wish = wish;
        this.batch = new ImportBatch(writer, wish.onlyRefused());
        this.contents = new ContentsIn(contents, wish.keep());
        this.reader = new ExportLineReader(wish.owner().userId());
    }

    /**
     * Goes on until something is committed.
     *
     * @return what became of those lines; there may be none to tell of. Null when everything was told
     * @throws IOException when the file cannot be read any more
     * @throws ee.chatkit.store.UnavailableException when the store does not answer
     */
    public @Nullable List<OfLine> next() throws IOException {
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
            List<OfLine> told = batch.told();
            if (told.isEmpty()) {
                throw e;
            }
            failure = e; // first what was committed
            return told;
        }
        return batch.told();
    }

    private void step() throws IOException {
        if (!lines.next()) {
            commit(lines.number());
            ended = true;
        } else if (lines.number() == 1) {
            header(ExportLineReader.readHeader(lines.buffer(), lines.offset(), lines.length()));
        } else {
            line(reader.read(lines.buffer(), lines.offset(), lines.length()));
        }
    }

    /** The first line that nothing is committed of yet. */
    public long firstOpenLine() {
        return committedLines + 1;
    }

    /** How many lines were read. */
    public long lines() {
        return lines.number();
    }

    /** What became of the lines so far that are committed. */
    public Totals totals() {
        return batch.totals();
    }

    private void header(Header header) {
        reader = ExportLineReader.behind(header, wish.owner().userId());
    }

    private void line(ExportLine line) throws IOException {
        switch (line) {
            case Kept(Entry entry, Long contentLength) -> keep(entry, contentLength);
            case Content content -> tell(contents.take(lines.number(), content));
            case ContentGone gone -> tell(contents.drop(lines.number()));
            default -> {} // of the file itself
        }
    }

    private void keep(Entry entry, @Nullable Long contentLength) throws IOException {
        boolean mayStandApart = Kinds.threadId(entry) == null;
        if (batch.uncommitted() >= (mayStandApart ? COMMIT_ENTRIES : MOST_UNCOMMITTED)) {
            commit(lines.number() - 1);
        }
        String refusal = refusal(entry, contentLength);
        if (entry instanceof Entry.OfThread(String userId, var thread)) {
            refusedThread = refusal == null ? null : thread.id();
        }
        batch.add(lines.number(), entry, refusal);
        if (contentLength != null && entry instanceof Entry.OfAttachment(String userId, Attachment attachment)) {
            commit(lines.number());
            tell(contents.begin(
                    lines.number(),
                    new Caller(userId),
                    attachment.id(),
                    attachment.threadId(),
                    contentLength,
                    batch.last()));
        }
    }

    private @Nullable String refusal(Entry entry, @Nullable Long contentLength) {
        return refusedThread != null && refusedThread.equals(Kinds.threadId(entry))
                ? "its thread was refused"
                : wish.rights().refusal(entry, contentLength);
    }

    private void commit(long through) {
        batch.commit();
        committedLines = through;
    }

    private void tell(@Nullable OfLine report) {
        if (report != null) {
            batch.tell(report);
            committedLines = lines.number();
        }
    }

    /** What was not committed is dropped. */
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
