package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.limits.Limit;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.RecordingTelemetry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rejections of limits as metrics. */
class LimitsTelemetryTest {
    @Test
    void rejection_isCountedByTheNameOfTheLimit() {
        var telemetry = new RecordingTelemetry();
        new LimitsProducer().limitListener(telemetry).exceeded(Limit.CONCURRENT_TURNS);
        assertEquals(List.of(List.of("concurrent-turns")), telemetry.attributes(Metric.LIMIT_REJECTIONS));
    }
}
