package ee.chatkit.http.resource;

import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.servlet.ClientConnection;
import ee.chatkit.transfer.ImportRun;
import ee.chatkit.transfer.Spool.SpooledFile;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole report of a dry run, which has ended and was rolled back: no lock is held while the client reads. */
record DryRunReport(
        TransferLimiter transfers, TransferLimiter.Permit permit, SpooledFile report, ClientConnection connection)
        implements StreamingOutput {
    /**
     * Runs a dry run to its end, and rolls it back.
     *
     * @param first the report of the first batch; null if there is none
     * @throws ee.chatkit.transfer.SpoolException if the report cannot be stored
     */
    static DryRunReport of(
            TransferLimiter transfers,
            TransferLimiter.Permit permit,
            SpooledFile file,
            ImportRun run,
            @Nullable List<LineResult> first,
            ClientConnection connection) {
        try (file;
                run) {
            SpooledFile report = transfers.spool().write(out -> ImportReportStream.write(run, first, out));
            return new DryRunReport(transfers, permit, report, connection);
        }
    }

    @Override
    public void write(OutputStream response) throws IOException {
        try (permit;
                report;
                OutputStream watched = transfers.clients().watch(response, connection)) {
            report.open().transferTo(watched);
            watched.flush();
        }
    }
}
