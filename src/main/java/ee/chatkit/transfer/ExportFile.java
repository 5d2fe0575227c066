package ee.chatkit.transfer;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Entry;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.json.ExportLine;
import ee.chatkit.protocol.json.ExportLine.Checkpoint;
import ee.chatkit.protocol.json.ExportLine.Content;
import ee.chatkit.protocol.json.ExportLine.ContentGone;
import ee.chatkit.protocol.json.ExportLine.End;
import ee.chatkit.protocol.json.ExportLine.Header;
import ee.chatkit.protocol.json.ExportLine.Kept;
import ee.chatkit.protocol.json.ExportLineJson;
import ee.chatkit.protocol.json.ExportLineReader;
import ee.chatkit.protocol.json.RecordKind;
import ee.chatkit.store.Archive.Sink;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.transfer.Export.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One file in writing. */
final class ExportFile implements Sink {
    /** A checkpoint stands behind the first thread that is through when there are so many lines or bytes since the last. */
    private static final int CHECKPOINT_LINES = 20_000;

    private static final int CHECKPOINT_BYTES = 64 * 1024 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Wish wish;
    private final AttachmentContents contents;
    private final Instant now;
    private final OutputStream out;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private long bytes;
    private long linesAtCheckpoint;
    private long bytesAtCheckpoint;
    private @Nullable String thread;
    private boolean begun;

    ExportFile(Wish wish, AttachmentContents contents, Instant now, OutputStream out, Progress progress) {
        this.wish = wish;
        this.contents = contents;
        this.now = now;
        this.out = out;
        this.progress = progress;
    }

    @Override
    public void accept(Entry entry) throws IOException {
        begin();
        switch (entry) {
            case Entry.OfThread(String userId, var begins) -> {
                checkpoint();
                thread = begins.id();
                keep(entry, null);
            }
            case Entry.OfItem(ThreadItem item) when item.hidden() && !wish.hidden() -> {}
            case Entry.OfAttachment(String userId, Attachment attachment)
            when wish.contents() -> attachment(entry, new Caller(userId), attachment.id());
            default -> keep(entry, null);
        }
    }

    void end() throws IOException {
        begin();
        line(new End(tally.lines(), tally.sha256(), tally.counts()));
        flush();
        out.flush();
        progress.at(tally.lines(), bytes);
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            line(new Header(now, wish.owner() == null, wish.contents(), wish.hidden(), wish.afterThread()));
        }
    }

    private void checkpoint() throws IOException {
        if (thread != null
                && (tally.lines() - linesAtCheckpoint >= CHECKPOINT_LINES
                        || bytes - bytesAtCheckpoint >= CHECKPOINT_BYTES)) {
            line(new Checkpoint(thread, tally.lines(), tally.sha256()));
            flush();
            out.flush();
            linesAtCheckpoint = tally.lines();
            bytesAtCheckpoint = bytes;
        }
    }

    private void keep(Entry entry, @Nullable Long contentLength) throws IOException {
        tally.count(Kinds.of(entry));
        line(new Kept(entry, contentLength));
    }

    /** Between two looks the attachment may be deleted. That is told, because its line stands there already. */
    private void attachment(Entry entry, Caller owner, String id) throws IOException {
        OptionalLong length = contents.length(owner, id);
        if (length.isEmpty()) {
            keep(entry, null);
            return;
        }
        keep(entry, length.getAsLong());
        try (InputStream in = contents.open(owner, id)) {
            for (byte[] piece = in.readNBytes(ExportLineReader.MOST_BYTES);
                    piece.length > 0;
                    piece = in.readNBytes(ExportLineReader.MOST_BYTES)) {
                tally.count(RecordKind.CONTENT);
                line(new Content(id, piece));
            }
        } catch (NotFoundException e) {
            gone(id);
        } catch (IOException e) {
            if (contents.length(owner, id).isPresent()) {
                throw e;
            }
            gone(id);
        }
    }

    private void gone(String id) throws IOException {
        tally.count(RecordKind.CONTENT);
        line(new ContentGone(id));
    }

    private void line(ExportLine line) throws IOException {
        byte[] text = (ExportLineJson.write(line, wish.owner() == null) + '\n').getBytes(StandardCharsets.UTF_8);
        tally.line(text, 0, text.length);
        if (filled + text.length > buffer.length) {
            flush();
        }
        if (text.length > buffer.length) {
            out.write(text);
        } else {
            System.arraycopy(text, 0, buffer, filled, text.length);
            filled += text.length;
        }
        bytes += text.length;
        if (tally.lines() % 1000 == 0) {
            progress.at(tally.lines(), bytes);
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
