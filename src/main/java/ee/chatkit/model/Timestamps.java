package ee.chatkit.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Stored times: UTC, whole microseconds (the precision of PostgreSQL), years 1 to 9999 (the range of RFC 3339). */
final class Timestamps {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Timestamps() {}

    static Instant truncateToMicros(Instant time) {
        Instant micros = time.truncatedTo(ChronoUnit.MICROS);
        if (micros.isBefore(FIRST) || micros.isAfter(LAST)) {
            throw new IllegalArgumentException("a time must lie in the years 1 to 9999");
        }
        return micros;
    }
}
