package ee.chatkit.protocol.json;

import ee.chatkit.model.ArchiveEntry;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of an export. {@link ExportLineJson} writes it as JSON, {@link ExportLineReader} reads it. */
public sealed interface ExportLine {
    /**
     * The first line of a file, or of the section after a {@link Checkpoint} in a resumed export.
     *
     * @param exportedAt the time of the export
     * @param allUsers whether the records of all users follow; each then names its user
     * @param includesContents whether the contents of attachments are included
     * @param includesHidden whether hidden items are included
     * @param afterThread only threads with a greater id follow; null for all threads
     */
    record Header(
            Instant exportedAt,
            boolean allUsers,
            boolean includesContents,
            boolean includesHidden,
            @Nullable String afterThread)
            implements ExportLine {}

    /**
     * A stored record.
     *
     * @param entry the record
     * @param contentLength the number of bytes of the attachment that follow in {@link Content} lines; null if none do
     */
    record EntryLine(ArchiveEntry entry, @Nullable Long contentLength) implements ExportLine {}

    /** A part of the contents of the preceding attachment. */
    final class Content implements ExportLine {
        private final String attachmentId;
        private final byte[] bytes;

        /**
         * Creates a line.
         *
         * @param attachmentId the id of the attachment
         * @param bytes the bytes; the array is not copied
         */
        public Content(String attachmentId, byte[] bytes) {
            this.attachmentId = attachmentId;
            this.bytes = bytes;
        }

        /** Returns the id of the attachment. */
        public String attachmentId() {
            return attachmentId;
        }

        /** Returns the bytes; the array is not copied. */
        public byte[] bytes() {
            return bytes;
        }
    }

    /**
     * The preceding attachment was deleted during the export; no further contents follow.
     *
     * @param attachmentId the id of the attachment
     */
    record DeletedContent(String attachmentId) implements ExportLine {}

    /**
     * A position at which an interrupted export can be resumed.
     *
     * @param afterThread the id of the preceding thread
     * @param lines the number of preceding lines, from the last header on
     * @param sha256 the SHA-256 of these lines including line feeds, in hexadecimal
     */
    record Checkpoint(String afterThread, long lines, String sha256) implements ExportLine {}

    /**
     * The last line of a complete export.
     *
     * @param lines the number of preceding lines, from the last header on
     * @param sha256 the SHA-256 of these lines including line feeds, in hexadecimal
     * @param counts the number of lines of each record type, from the last header on
     */
    record End(long lines, String sha256, Map<RecordType, Long> counts) implements ExportLine {}
}
