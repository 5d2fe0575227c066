package ee.chatkit.http.resource;

import ee.chatkit.governance.AuditTrail;
import ee.chatkit.http.Problems;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.protocol.json.ImportReport;
import ee.chatkit.protocol.json.ImportReport.LineResult;
import ee.chatkit.protocol.json.ImportReport.Stopped;
import ee.chatkit.servlet.ClientConnection;
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
 * Runs an import batch by batch while it writes the report of each batch. The import ends when the client disconnects or
 * does not read. While the report of a batch is written, no transaction is open.
 *
 * @param first the report of the first batch, which is already written; null if there is none
 */
record ImportReportStream(
        TransferLimiter transfers,
        TransferLimiter.Permit permit,
        SpooledFile file,
        ImportRun run,
        AuditTrail auditTrail,
        AuditEntry audit,
        @Nullable List<LineResult> first,
        ClientConnection connection)
        implements StreamingOutput {
    @Override
    public void write(OutputStream response) throws IOException {
        try (permit;
                file;
                run;
                OutputStream watched = transfers.clients().watch(response, connection)) {
            write(run, first, new BufferedOutputStream(watched, 64 * 1024));
        } finally {
            if (!run.isComplete()) { // a complete one is recorded with its last records
                auditTrail.recordEnd(audit.with(AuditOutcome.FAILED).with("lines", run.firstUncommittedLine() - 1));
            }
        }
    }

    /** Runs an import to its end. Each batch is flushed. */
    static void write(ImportRun run, @Nullable List<LineResult> first, OutputStream out) throws IOException {
        List<LineResult> lines = first;
        ImportReport last = null;
        while (lines != null && last == null) {
            for (LineResult line : lines) {
                write(line, out);
            }
            out.flush();
            try {
                lines = run.nextReports();
            } catch (IOException | RuntimeException e) {
                last = new Stopped(run.firstUncommittedLine(), reason(e), run.totals());
            }
        }
        write(last == null ? run.totals() : last, out);
        out.flush();
    }

    private static void write(ImportReport report, OutputStream out) throws IOException {
        out.write(Responses.bytes(report.toJson() + '\n'));
    }

    private static String reason(Exception failure) {
        return failure instanceof UnavailableException
                ? failure.getMessage() + "; import the same file again"
                : "Internal server error, incident " + Problems.logIncident(failure);
    }
}
