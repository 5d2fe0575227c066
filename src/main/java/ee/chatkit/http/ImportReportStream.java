package ee.chatkit.http;

import ee.chatkit.protocol.json.ImportReport;
import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.protocol.json.ImportReport.Stopped;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.transfer.ImportRun;
import ee.chatkit.transfer.Spool.SpooledFile;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drives an import, and tells what becomes of it while it goes on. When nobody listens any more it ends.
 *
 * @param first what is done already
 */
record ImportReportStream(
        TransferLimiter.Permit place,
        SpooledFile file,
        ImportRun run,
        @Nullable List<LineResult> first) implements StreamingOutput {
    @Override
    public void write(OutputStream response) throws IOException {
        try (place;
                file;
                run) {
            var out = new BufferedOutputStream(response, 64 * 1024);
            List<LineResult> lines = first;
            ImportReport last = null;
            while (last == null) {
                if (lines == null) {
                    last = run.totals();
                } else {
                    for (LineResult line : lines) {
                        tell(line, out);
                    }
                    out.flush();
                    try {
                        lines = run.nextReports();
                    } catch (IOException | RuntimeException e) {
                        last = new Stopped(run.firstUncommittedLine(), reason(e), run.totals());
                    }
                }
            }
            tell(last, out);
            out.flush();
        }
    }

    private static void tell(ImportReport line, OutputStream out) throws IOException {
        out.write(Responses.bytes(line.toJson() + '\n'));
    }

    private static String reason(Exception failure) {
        if (failure instanceof UnavailableException) {
            return failure.getMessage() + "; import the same file again";
        }
        return "Internal server error, incident " + ProblemMapper.noted(failure);
    }
}
