package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.json.ExportLine;
import ee.chatkit.protocol.json.ExportLine.Checkpoint;
import ee.chatkit.protocol.json.ExportLine.Content;
import ee.chatkit.protocol.json.ExportLine.DeletedContent;
import ee.chatkit.protocol.json.ExportLine.End;
import ee.chatkit.protocol.json.ExportLine.EntryLine;
import ee.chatkit.protocol.json.ExportLine.Header;
import ee.chatkit.protocol.json.ExportLineJson;
import ee.chatkit.protocol.json.ExportLineReader;
import ee.chatkit.protocol.json.RecordType;
import ee.chatkit.store.Archive.Sink;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.transfer.Export.Options;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes one file. Confined to one thread. */
final class ExportFileWriter implements Sink {
    /** A checkpoint is written after the thread with which either limit since the last checkpoint is reached. */
    private static final int CHECKPOINT_LINES = 20_000;

    private static final int CHECKPOINT_BYTES = 64 * 1024 * 1024;

    private final Options options;
    private final AttachmentContents contents;
    private final Instant now;
    private final OutputStream out;
    private final ProgressListener progress;
    private final RecordDigest digest = new RecordDigest();
    private long bytes;
    private long linesAtCheckpoint;
    private long bytesAtCheckpoint;
    private @Nullable String thread;
    private boolean headerWritten;

    ExportFileWriter(
            Options options, AttachmentContents contents, Instant now, OutputStream out, ProgressListener progress) {
        this.options = options;
        this.contents = contents;
        this.now = now;
        this.out = new BufferedOutputStream(out, ImportSource.BUFFER_BYTES);
        this.progress = progress;
    }

    @Override
    public void accept(ArchiveEntry entry) throws IOException {
        writeHeader();
        switch (entry) {
            case ArchiveEntry.OwnedThread(String userId, var started) -> {
                writeCheckpoint();
                thread = started.id();
                writeEntry(entry, null);
            }
            case ArchiveEntry.StoredItem(ThreadItem item) when item.hidden() && !options.includeHidden() -> {}
            case ArchiveEntry.OwnedAttachment(String userId, Attachment attachment)
            when options.includeContents() -> attachment(entry, new Caller(userId), attachment.id());
            default -> writeEntry(entry, null);
        }
    }

    void end() throws IOException {
        writeHeader();
        line(new End(digest.lines(), digest.sha256(), digest.counts()));
        out.flush();
        progress.progressed(digest.lines(), bytes);
    }

    private void writeHeader() throws IOException {
        if (!headerWritten) {
            headerWritten = true;
            line(new Header(
                    now,
                    options.owner() == null,
                    options.includeContents(),
                    options.includeHidden(),
                    options.afterThread()));
        }
    }

    private void writeCheckpoint() throws IOException {
        if (thread != null
                && (digest.lines() - linesAtCheckpoint >= CHECKPOINT_LINES
                        || bytes - bytesAtCheckpoint >= CHECKPOINT_BYTES)) {
            line(new Checkpoint(thread, digest.lines(), digest.sha256()));
            out.flush();
            linesAtCheckpoint = digest.lines();
            bytesAtCheckpoint = bytes;
        }
    }

    private void writeEntry(ArchiveEntry entry, @Nullable Long contentLength) throws IOException {
        digest.countRecord(RecordType.of(entry));
        line(new EntryLine(entry, contentLength));
    }

    /** The attachment may be deleted while it is read: then a record says so, because its own record is written already. */
    private void attachment(ArchiveEntry entry, Caller owner, String id) throws IOException {
        OptionalLong length = contents.length(owner, id);
        if (length.isEmpty()) {
            writeEntry(entry, null);
            return;
        }
        writeEntry(entry, length.getAsLong());
        try (InputStream in = contents.open(owner, id)) {
            for (byte[] chunk = in.readNBytes(ExportLineReader.MAX_CONTENT_BYTES);
                    chunk.length > 0;
                    chunk = in.readNBytes(ExportLineReader.MAX_CONTENT_BYTES)) {
                digest.countRecord(RecordType.CONTENT);
                line(new Content(id, chunk));
            }
        } catch (NotFoundException e) {
            writeDeleted(id);
        } catch (IOException e) {
            if (contents.length(owner, id).isPresent()) {
                throw e;
            }
            writeDeleted(id);
        }
    }

    private void writeDeleted(String id) throws IOException {
        digest.countRecord(RecordType.CONTENT);
        line(new DeletedContent(id));
    }

    private void line(ExportLine line) throws IOException {
        byte[] text = (ExportLineJson.write(line, options.owner() == null) + '\n').getBytes(StandardCharsets.UTF_8);
        digest.addLine(text, 0, text.length);
        out.write(text);
        bytes += text.length;
        if (digest.lines() % 1000 == 0) {
            progress.progressed(digest.lines(), bytes);
        }
    }
}
