package ee.chatkit.transfer;

import ee.chatkit.model.Caller;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import java.io.IOException;

/**
 * Writes what a file has into a store. A file is looked at as a whole first ({@link #check}); then it is written
 * ({@link #begin}). Safe for use by many threads.
 */
public final class Import {
    private final Archive archive;
    private final AttachmentContents contents;

    public Import(Archive archive, AttachmentContents contents) {
        this.archive = archive;
        this.contents = contents;
    }

    /**
     * How to write.
     *
     * @param owner whom everything belongs to in a file that names no users
     * @param keep otherwise everything goes as if it were written, and nothing is
     * @param onlyRefused tells of lines that were refused and of no other
     */
    public record Options(Caller owner, ImportPolicy rights, boolean keep, boolean onlyRefused) {}

    /**
     * Reads a whole file and says what is wrong with it by itself. Nothing is written.
     *
     * @throws IOException when it cannot be read
     */
    public static ValidationResult check(ImportSource importSource, ProgressListener progressListener)
            throws IOException {
        return ExportFileValidator.check(importSource, progressListener);
    }

    /**
     * Begins to write a file that was found good. What is committed stays, whatever happens then: the same file can be
     * imported again, and what is there already is left as it is.
     *
     * @throws IOException when it cannot be read
     * @throws ee.chatkit.store.UnavailableException when the store does not answer
     */
    public ImportRun begin(ImportSource importSource, Options options) throws IOException {
        var lineReader = new LineReader(importSource.open());
        try {
            return new ImportRun(lineReader, archive.write(options.keep), contents, options);
        } catch (RuntimeException e) {
            try (lineReader) {
                throw e;
            }
        }
    }
}
