package ee.chatkit.transfer;

import ee.chatkit.protocol.json.ExportLine;
import ee.chatkit.protocol.json.ExportLine.Checkpoint;
import ee.chatkit.protocol.json.ExportLine.End;
import ee.chatkit.protocol.json.ExportLine.Header;
import ee.chatkit.protocol.json.ExportLineReader;
import ee.chatkit.protocol.json.InvalidInputException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An incomplete export that can be resumed at its last checkpoint.
 *
 * @param validBytes the number of bytes up to the checkpoint; the rest of the file is to be removed
 * @param header the header of the section that has the checkpoint
 * @param afterThread the id of the last thread before the checkpoint
 */
public record TruncatedExport(long validBytes, Header header, String afterThread) {
    /**
     * Finds the last checkpoint of an export. The lines before it are not validated; {@link Import#validate} does that.
     *
     * @param importSource the file
     * @return empty if the file has no checkpoint, is complete, or is not an export
     * @throws IOException if the file cannot be read
     */
    public static Optional<TruncatedExport> find(ImportSource importSource) throws IOException {
        try (var lineReader = new LineReader(importSource.open())) {
            var search = new Search();
            try {
                while (lineReader.next()) {
                    search.line(lineReader);
                }
            } catch (UnreadableExportException | InvalidInputException e) {
                return search.found();
            }
            return search.found();
        }
    }

    private static final class Search {
        private @Nullable Header header;
        private @Nullable ExportLineReader reader;
        private @Nullable TruncatedExport found;

        void line(LineReader lineReader) {
            if (header == null || reader == null) {
                header = ExportLineReader.readHeader(lineReader.buffer(), lineReader.offset(), lineReader.length());
                reader = ExportLineReader.forHeader(header, ExportFileValidator.UNNAMED_OWNER);
                return;
            }
            ExportLine line = reader.read(lineReader.buffer(), lineReader.offset(), lineReader.length());
            if (line instanceof Checkpoint(String after, long count, String sha256)) {
                found = new TruncatedExport(lineReader.bytes(), header, after);
            } else if (line instanceof End) {
                found = null;
            }
        }

        Optional<TruncatedExport> found() {
            return Optional.ofNullable(found);
        }
    }
}
