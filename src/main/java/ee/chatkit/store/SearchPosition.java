package ee.chatkit.store;

import ee.chatkit.model.Cursor;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;

/**
 * The place of an item, or of the title of a thread, among what is searched. Its natural order is that of the time, then of the thread's
 * id, then of the position. Its text is the cursor of a page, and remains valid when the item is deleted.
 *
 * @param createdAt when the item, or the thread, was created
 * @param threadId the thread
 * @param position the position of the item in its thread; 0 for the title
 */
public record SearchPosition(Instant createdAt, String threadId, long position) implements Comparable<SearchPosition> {
    private static final String SEPARATOR = "~";
    private static final int PARTS = 3;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final Comparator<SearchPosition> ORDER = Comparator.comparing(SearchPosition::createdAt)
            .thenComparing(SearchPosition::threadId, SearchPosition::compareCodePoints)
            .thenComparingLong(SearchPosition::position);

    /** @throws IllegalArgumentException if the thread id or the time is outside of its limits, or the position is negative */
    public SearchPosition {
        new Cursor(threadId, null); // checks the id
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        if (position < 0 || createdAt.isBefore(FIRST) || createdAt.isAfter(LAST)) {
            throw new IllegalArgumentException("no position of an item");
        }
    }

    /** Compares ids as the database does. */
    public static int compareCodePoints(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int compareTo(SearchPosition other) {
        return ORDER.compare(this, other);
    }

    /** The text of a cursor. */
    public String format() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
        String text = micros + SEPARATOR + position + SEPARATOR + threadId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Parses the text of a cursor.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static SearchPosition parse(String text) {
        byte[] decoded = Base64.getUrlDecoder().decode(text);
        String[] parts = new String(decoded, StandardCharsets.UTF_8).split(SEPARATOR, PARTS);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("no position");
        }
        try {
            var position = new SearchPosition(
                    Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
                    parts[2],
                    Long.parseLong(parts[1]));
            if (!position.format().equals(text)) {
                throw new IllegalArgumentException("no position");
            }
            return position;
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException("no position", e);
        }
    }
}
