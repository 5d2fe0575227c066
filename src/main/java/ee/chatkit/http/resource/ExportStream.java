package ee.chatkit.http.resource;

import ee.chatkit.http.Problems;
import ee.chatkit.servlet.ClientConnection;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.transfer.Export.Options;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.function.BooleanSupplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Runs an export while it writes the response. An export that fails after the response has begun aborts the connection:
 * otherwise the server would end the response as if it were complete. A client that does not read is disconnected, which
 * ends the export's transaction and releases its permit.
 *
 * @param begun whether the status of the response is sent
 */
record ExportStream(
        TransferLimiter transfers,
        TransferLimiter.Permit permit,
        TransferAudit audit,
        Options options,
        boolean gzip,
        ClientConnection connection,
        BooleanSupplier begun)
        implements StreamingOutput {
    private static final System.Logger LOG = System.getLogger(ExportStream.class.getName());

    @Override
    public void write(OutputStream response) throws IOException {
        try (permit;
                audit;
                OutputStream out = transfers.clients().watch(response, connection)) {
            export(out);
            audit.complete();
        } catch (IOException | RuntimeException e) {
            if (!begun.getAsBoolean() || !connection.abort()) {
                throw e;
            }
            log(e);
        }
    }

    private void export(OutputStream out) throws IOException {
        if (gzip) {
            var compressed = new FastGzip(out);
            transfers.exports().write(options, compressed, transfers.exportProgress());
            compressed.finish(); // not after a failure: a truncated file must be recognizable
        } else {
            transfers.exports().write(options, out, transfers.exportProgress());
        }
        out.flush();
    }

    private static void log(Exception failure) {
        switch (failure) {
            case UnavailableException unavailable ->
                LOG.log(Level.WARNING, "Export aborted: {0}", unavailable.getMessage());
            case IOException disconnected ->
                LOG.log(
                        Level.INFO,
                        "Export aborted: the client disconnected or did not read ({0})",
                        disconnected.getMessage());
            default -> LOG.log(Level.WARNING, "Export aborted, incident {0}", Problems.logIncident(failure));
        }
    }

    /** Compresses fast rather than well. Flushed bytes can be decompressed. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 64 * 1024, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
