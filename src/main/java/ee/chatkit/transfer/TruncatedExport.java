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
 * A file whose export broke off, and where it can go on: at its last checkpoint.
 *
 * @param validBytes how many bytes there are up to the checkpoint; what stands behind is to be cut off
 * @param header how the export began
 * @param afterThread the thread behind which it goes on
 */
public record TruncatedExport(long validBytes, Header header, String afterThread) {
    /**
     * Looks for the last checkpoint. What stands above it is not checked: who imports the file does that.
     *
     * @return empty when it has none, when it is complete, or no export at all
     * @throws IOException when it cannot be read
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
