package ee.chatkit.transfer;

import ee.chatkit.model.Caller;
import ee.chatkit.store.Archive;
import ee.chatkit.store.Archive.Selection;
import ee.chatkit.store.AttachmentContents;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Writes what a store keeps as a file. Safe for use by many threads. */
public final class Export {
    private final Archive archive;
    private final AttachmentContents contents;
    private final Clock clock;

    public Export(Archive archive, AttachmentContents contents, Clock clock) {
        this.archive = archive;
        this.contents = contents;
        this.clock = clock;
    }

    /**
     * What is wanted.
     *
     * @param owner whose; null for everybody's
     * @param includeContents the bytes of attachments too
     * @param includeHidden items too that no client may see
     * @param afterThread only threads whose id stands behind this one; what is in no thread in any case
     */
    public record Options(
            @Nullable Caller owner,
            boolean includeContents,
            boolean includeHidden,
            @Nullable String afterThread) {}

    /**
     * Writes everything as it is at one moment; bytes of attachments are read as they come. The stream is flushed at each
     * checkpoint and in the end, and stays open. Nothing is written before the store has answered.
     *
     * @throws IOException when the stream throws it, or bytes of an attachment cannot be read; the file is cut then
     * @throws ee.chatkit.store.UnavailableException when the store does not answer; the file may be cut then
     */
    public void write(Options options, OutputStream out, ProgressListener progressListener) throws IOException {
        var file = new ExportFileWriter(options, contents, clock.instant(), out, progressListener);
        archive.read(new Selection(options.owner, options.afterThread), file);
        file.end();
    }
}
