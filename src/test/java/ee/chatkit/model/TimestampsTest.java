package ee.chatkit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    @Test
    void truncateToMicros_dropsNanoseconds() {
        assertEquals(
                Instant.parse("2026-03-01T09:00:00.123456Z"),
                Timestamps.truncateToMicros(Instant.parse("2026-03-01T09:00:00.123456999Z")));
        assertEquals(
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                Timestamps.truncateToMicros(Instant.parse("1969-12-31T23:59:59.999999999Z")));
        assertEquals(Instant.EPOCH, Timestamps.truncateToMicros(Instant.EPOCH));
    }

    @Test
    void timesLieInTheYears1To9999() {
        var first = Instant.parse("0001-01-01T00:00:00Z");
        var last = Instant.parse("9999-12-31T23:59:59.999999Z");
        assertEquals(first, Timestamps.truncateToMicros(first));
        assertEquals(last, Timestamps.truncateToMicros(last.plusNanos(999)));
        for (Instant outside : List.of(first.minusNanos(1), last.plusNanos(1_000), Instant.MIN, Instant.MAX)) {
            assertThrows(IllegalArgumentException.class, () -> Timestamps.truncateToMicros(outside));
        }
    }
}
