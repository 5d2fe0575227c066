package ee.chatkit.http.resource;

import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.transfer.ProgressListener;

/** Counts the lines and bytes of one file. Confined to one thread. */
final class TransferTelemetry implements ProgressListener {
    private final Telemetry telemetry;
    private final String direction;
    private long lines;
    private long bytes;

    private TransferTelemetry(Telemetry telemetry, String direction) {
        this.telemetry = telemetry;
        this.direction = direction;
    }

    static ProgressListener ofExport(Telemetry telemetry) {
        return new TransferTelemetry(telemetry, "export");
    }

    static ProgressListener ofImport(Telemetry telemetry) {
        return new TransferTelemetry(telemetry, "import");
    }

    @Override
    public void progressed(long linesNow, long bytesNow) {
        telemetry.add(Metric.TRANSFER_RECORDS, linesNow - lines, direction);
        telemetry.add(Metric.TRANSFER_IO, bytesNow - bytes, direction);
        lines = linesNow;
        bytes = bytesNow;
    }
}
