package ee.chatkit.store.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * The sort key of a record in a list by time. Records of the same time are ordered by id in code point order.
 *
 * @param micros microseconds since the epoch
 */
record ActivityKey(long micros, String id) implements Comparable<ActivityKey> {
    /** The order of UTF-8, which every store uses for ids. */
    static final Comparator<String> BY_CODE_POINT = ActivityKey::byCodePoint;

    static ActivityKey at(Instant time, String id) {
        return new ActivityKey(ChronoUnit.MICROS.between(Instant.EPOCH, time), id);
    }

    @Override
    public int compareTo(ActivityKey other) {
        int byTime = Long.compare(micros, other.micros);
        return byTime != 0 ? byTime : byCodePoint(id, other.id);
    }

    /** {@link String#compareTo} sorts surrogate pairs before U+E000 to U+FFFF, unlike UTF-8. */
    private static int byCodePoint(String one, String two) {
        int length = Math.min(one.length(), two.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = two.charAt(i);
            if (a != b) {
                boolean surrogate = Character.isSurrogate(a);
                return surrogate == Character.isSurrogate(b) ? Character.compare(a, b) : (surrogate ? 1 : -1);
            }
        }
        return Integer.compare(one.length(), two.length());
    }
}
