package ee.chatkit.protocol.json;

import ee.chatkit.model.ArchiveEntry;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of an export; {@link ExportLineJson} says how it is spelled. */
public sealed interface ExportLine {
    /**
     * The first line of a file, or of what goes on behind a {@link Checkpoint}.
     *
     * @param allUsers whether it has what belongs to all users; then lines name their user
     * @param includesContents whether the bytes of attachments are in it
     * @param includesHidden whether items are in it that no client may see
     * @param afterThread only threads whose id stands behind this one are in it
     */
    record Header(
            Instant exportedAt,
            boolean allUsers,
            boolean includesContents,
            boolean includesHidden,
            @Nullable String afterThread)
            implements ExportLine {}

    /**
     * Something that a store keeps.
     *
     * @param contentLength how many bytes follow, in {@link Content} lines; null when none do. Only attachments have them
     */
    record EntryLine(ArchiveEntry entry, @Nullable Long contentLength) implements ExportLine {}

    /** Some bytes of the attachment that stands before. */
    final class Content implements ExportLine {
        private final String attachmentId;
        private final byte[] bytes;

        /** Keeps the array itself. */
        public Content(String attachmentId, byte[] bytes) {
            this.attachmentId = attachmentId;
            this.bytes = bytes;
        }

        public String attachmentId() {
            return attachmentId;
        }

        public byte[] bytes() {
            return bytes;
        }
    }

    /** The attachment that stands before was deleted while its bytes were being read: there are none. */
    record DeletedContent(String attachmentId) implements ExportLine {}

    /**
     * Everything above is whole.
     *
     * @param afterThread the id of the last thread above
     * @param lines how many lines there are above, from the last header on
     * @param sha256 of their bytes, line feeds included, in hexadecimal
     */
    record Checkpoint(String afterThread, long lines, String sha256) implements ExportLine {}

    /**
     * The last line.
     *
     * @param lines how many lines there are above, from the last header on
     * @param sha256 of their bytes, line feeds included, in hexadecimal
     * @param counts how many lines there are of each kind, from the last header on
     */
    record End(long lines, String sha256, Map<RecordType, Long> counts) implements ExportLine {}
}
