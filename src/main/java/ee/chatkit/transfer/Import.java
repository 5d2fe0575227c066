package ee.chatkit.transfer;

import ee.chatkit.model.Caller;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import java.io.IOException;

/**
 * Writes what a file has into a store. A file is looked at as a whole first ({@link #validate}); then it is written
 * ({@link #start}). Safe for use by many threads.
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
     * @param persist otherwise everything goes as if it were written, and nothing is
     * @param reportRefusedOnly tells of lines that were refused and of no other
     */
    public record Options(Caller owner, ImportPolicy policy, boolean persist, boolean reportRefusedOnly) {}

    /**
     * Reads a whole file and says what is wrong with it by itself. Nothing is written.
     *
     * @throws IOException when it cannot be read
     */
    public static ValidationResult validate(ImportSource importSource, ProgressListener progressListener)
            throws IOException {
        return ExportFileValidator.validate(importSource, progressListener);
    }

    /**
     * Begins to write a file that was found good. What is committed stays, whatever happens then: the same file can be
     * imported again, and what is there already is left as it is.
     *
     * @throws IOException when it cannot be read
     * @throws ee.chatkit.store.UnavailableException when the store does not answer
     */
    public ImportRun start(ImportSource importSource, Options options) throws IOException {
        var lineReader = new LineReader(importSource.open());
        try {
            return new ImportRun(lineReader, archive.write(options.persist), contents, options);
        } catch (RuntimeException e) {
            try (lineReader) {
                throw e;
            }
        }
    }
}
