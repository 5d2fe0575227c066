package ee.chatkit.transfer;

import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.Caller;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import java.io.IOException;
import java.time.Clock;

/**
 * Adds the records of a file to a store. The file is {@linkplain #validate validated} as a whole first, and then
 * {@linkplain #start imported}. Existing records are never changed. Safe for use by multiple threads.
 */
public final class Import {
    private final Archive archive;
    private final AttachmentContents contents;
    private final Clock clock;

    /**
     * Creates an import.
     *
     * @param archive writes the records
     * @param contents writes the bytes of attachments
     * @param clock tells which times lie in the future
     */
    public Import(Archive archive, AttachmentContents contents, Clock clock) {
        this.archive = archive;
        this.contents = contents;
        this.clock = clock;
    }

    /**
     * Options of an import.
     *
     * @param owner the owner of all records if the file names no users
     * @param policy decides which records may be written
     * @param persist false for a dry run, which reports the same results and writes nothing
     * @param reportRefusedOnly whether only refused lines are reported
     * @param audit what the audit log is told: that the import has begun, together with the first records that are written, and
     *     that it is done, together with the last ones
     */
    public record Options(
            Caller owner, ImportPolicy policy, boolean persist, boolean reportRefusedOnly, AuditEntry audit) {
        /** Options of an import by the owner of the records. */
        public Options(Caller owner, ImportPolicy policy, boolean persist, boolean reportRefusedOnly) {
            this(
                    owner,
                    policy,
                    persist,
                    reportRefusedOnly,
                    AuditEntry.of(owner, AuditAction.IMPORT, "user", owner.userId(), AuditOutcome.STARTED));
        }
    }

    /**
     * Validates a whole file. Needs no store and writes nothing. Blocks until the end of the file.
     *
     * @param source the file
     * @param progress called from time to time
     * @return the problems found
     * @throws IOException if the file cannot be read
     */
    public static ValidationResult validate(ImportSource source, ProgressListener progress) throws IOException {
        return ExportFileValidator.validate(source, progress, false);
    }

    /**
     * Validates a whole file, except that items of any type may have any content. Restores what an application has stored
     * without validation, or what a later version of the protocol allows.
     *
     * @param source the file
     * @param progress called from time to time
     * @return the problems found
     * @throws IOException if the file cannot be read
     */
    public static ValidationResult validateWithAnyItems(ImportSource source, ProgressListener progress)
            throws IOException {
        return ExportFileValidator.validate(source, progress, true);
    }

    /**
     * Starts the import of a file that is valid. Committed records remain if the import stops; the same file can be
     * imported again.
     *
     * @param source the file
     * @param options the options
     * @return the import, which the caller drives and closes
     * @throws IOException if the file cannot be read
     * @throws ee.chatkit.store.UnavailableException if the store is unavailable
     */
    public ImportRun start(ImportSource source, Options options) throws IOException {
        var lines = new LineReader(source.open());
        try {
            return new ImportRun(
                    lines, archive.write(options.persist), contents, options, new RecordCorrector(clock.instant()));
        } catch (RuntimeException e) {
            try (lines) {
                throw e;
            }
        }
    }
}
