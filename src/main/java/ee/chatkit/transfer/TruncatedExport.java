package ee.chatkit.transfer;

import ee.chatkit.protocol.json.ExportLine;
import ee.chatkit.protocol.json.ExportLine.Checkpoint;
import ee.chatkit.protocol.json.ExportLine.End;
import ee.chatkit.protocol.json.ExportLine.Header;
import ee.chatkit.protocol.json.ExportLineReader;
import ee.chatkit.protocol.json.InvalidInputException;
import java.io.IOException;
import java.util.Optional;

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
     * @param source the file
     * @return empty if the file has no checkpoint, is complete, or is not an export
     * @throws IOException if the file cannot be read
     */
    public static Optional<TruncatedExport> find(ImportSource source) throws IOException {
        Header header = null;
        ExportLineReader reader = new ExportLineReader(null);
        TruncatedExport found = null;
        try (var lines = new LineReader(source.open())) {
            while (lines.next()) {
                if (header == null) {
                    header = ExportLineReader.readHeader(lines.buffer(), lines.offset(), lines.length());
                    reader = ExportLineReader.forHeader(header, ExportFileValidator.UNNAMED_OWNER);
                    continue;
                }
                ExportLine line = reader.read(lines.buffer(), lines.offset(), lines.length());
                if (line instanceof Checkpoint checkpoint) {
                    found = new TruncatedExport(lines.bytes(), header, checkpoint.afterThread());
                } else if (line instanceof End) {
                    found = null;
                }
            }
        } catch (UnreadableExportException | InvalidInputException e) {
            return Optional.ofNullable(found);
        }
        return Optional.ofNullable(found);
    }
}
