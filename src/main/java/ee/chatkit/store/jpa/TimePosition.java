package ee.chatkit.store.jpa;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.SortOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list starts that is ordered by a time, then by an id: after the entry with these two. A cursor carries
 * both, the time in microseconds, so that the next page is read from the index without a look at that entry. A cursor that
 * is a plain id costs one read of the entry.
 */
record TimePosition(Instant time, String id) {
    /** Before and after all times that can be stored. */
    private static final Instant MIN = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant MAX = Instant.parse("+10000-01-01T00:00:00Z");

    /** @param find reads the entry that a plain id names; called only for such a cursor */
    static TimePosition of(@Nullable Cursor cursor, SortOrder order, Function<String, TimePosition> find) {
        if (cursor == null) {
            return new TimePosition(order == SortOrder.ASC ? MIN : MAX, "");
        }
        Long position = cursor.position();
        if (position == null) {
            return find.apply(cursor.id());
        }
        // a client may send any position
        long within = Math.clamp(position, micros(MIN), micros(MAX));
        return new TimePosition(Instant.EPOCH.plus(within, ChronoUnit.MICROS), cursor.id());
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
