package ee.chatkit.transfer;

import ee.chatkit.model.Caller;
import ee.chatkit.store.Archive;
import ee.chatkit.store.Archive.Selection;
import ee.chatkit.store.AttachmentContents;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Writes the records of a store to a file. Safe for use by multiple threads. */
public final class Export {
    private final Archive archive;
    private final AttachmentContents contents;
    private final Clock clock;

    /**
     * Creates an export.
     *
     * @param archive reads the records
     * @param contents reads the bytes of attachments
     * @param clock provides the time in the header
     */
    public Export(Archive archive, AttachmentContents contents, Clock clock) {
        this.archive = archive;
        this.contents = contents;
        this.clock = clock;
    }

    /**
     * Selects what is written.
     *
     * @param owner the owner of the records; null for the records of all users
     * @param includeContents whether the bytes of attachments are written
     * @param includeHidden whether hidden items are written
     * @param afterThread writes only threads with a greater id, and all records without a thread; null for all threads
     */
    public record Options(
            @Nullable Caller owner,
            boolean includeContents,
            boolean includeHidden,
            @Nullable String afterThread) {}

    /**
     * Writes a consistent snapshot of the records; the bytes of attachments are read outside of the snapshot. Blocks until
     * everything is written. The stream is flushed at each checkpoint and at the end, and is not closed. Nothing is written
     * before the store has returned its first record.
     *
     * @param options selects what is written
     * @param out the target
     * @param progress called from time to time
     * @throws IOException if the stream fails or the bytes of an attachment cannot be read; the file is truncated then
     * @throws ee.chatkit.store.UnavailableException if the store is unavailable; the file may be truncated then
     */
    public void write(Options options, OutputStream out, ProgressListener progress) throws IOException {
        var file = new ExportFileWriter(options, contents, clock.instant(), out, progress);
        archive.read(new Selection(options.owner, options.afterThread), file);
        file.end();
    }
}
