package ee.chatkit.store.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/** An entry's place in a list by time: entries of the same time stand by id, in the order of code points. */
record ActivityKey(long micros, String id) implements Comparable<ActivityKey> {
    /** The order of UTF-8, in which every store has its ids. */
    static final Comparator<String> BY_CODE_POINT = ActivityKey::byCodePoint;

    static ActivityKey at(Instant time, String id) {
        return new ActivityKey(ChronoUnit.MICROS.between(Instant.EPOCH, time), id);
    }

    @Override
    public int compareTo(ActivityKey other) {
        int byTime = Long.compare(micros, other.micros);
        return byTime != 0 ? byTime : byCodePoint(id, other.id);
    }

    /** {@link String#compareTo} would put surrogate pairs in front of U+E000 to U+FFFF, unlike UTF-8. */
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
