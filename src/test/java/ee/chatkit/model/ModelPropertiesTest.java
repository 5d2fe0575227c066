package ee.chatkit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.json.JsonValues;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** What holds for all cursors, ids, times and names of files. */
class ModelPropertiesTest {
    private static final String SEED = "20261130";
    private static final long YEAR_10000 = 253_402_300_800L;
    private static final long YEAR_1 = -62_135_596_800L;

    @Property(seed = SEED)
    void cursor_isParsedAsFormatted(@ForAll("ids") String id, @ForAll long position) {
        assertEquals(new Cursor(id, position), Cursor.parse(Cursor.format(id, position)));
    }

    /** A cursor that was changed is rejected, or names an id of the allowed form, and possibly a position. */
    @Property(seed = SEED)
    void changedCursor_isACursorOrRejected(
            @ForAll("ids") String id, @ForAll long position, @ForAll("texts") String inserted, @ForAll int place) {
        String cursor = Cursor.format(id, position);
        int at = Math.floorMod(place, cursor.length() + 1);
        String changed = cursor.substring(0, at) + inserted + cursor.substring(at);
        try {
            assertTrue(Ids.isValid(Cursor.parse(changed).id()));
        } catch (IllegalArgumentException e) {
            String rest = changed.substring(changed.indexOf('~', 1) + 1);
            assertFalse(Ids.isValid(changed) && Ids.isValid(rest), changed);
        }
    }

    @Property(seed = SEED)
    void plainId_hasNoPosition(@ForAll("ids") String id) {
        if (!id.startsWith("~")) {
            assertNull(Cursor.parse(id).position());
            assertEquals(id, Cursor.parse(id).id());
        }
    }

    @Property(seed = SEED)
    void generatedId_isUnguessableAndGrowsWithTime(
            @ForAll @LongRange(min = 0, max = 100_000_000_000L) long seconds,
            @ForAll @LongRange(min = 1, max = 1_000_000) long later) {
        Instant time = Instant.ofEpochSecond(seconds);
        String first = new Ids(Clock.fixed(time, ZoneOffset.UTC)).next(Ids.THREAD);
        String second = new Ids(Clock.fixed(time.plusMillis(later), ZoneOffset.UTC)).next(Ids.THREAD);
        assertTrue(Ids.isValid(first) && Ids.isUnguessable(first), first);
        assertTrue(first.compareTo(second) < 0, () -> first + " " + second);
    }

    @Property(seed = SEED)
    void pathSegment_isDecodedToTheId(@ForAll("ids") String id) {
        String segment = Ids.pathSegment(id);
        assertTrue(segment.matches("[A-Za-z0-9.*_%-]+"), segment);
        assertEquals(id, URLDecoder.decode(segment, StandardCharsets.UTF_8));
    }

    @Property(seed = SEED)
    void time_isTruncatedToMicroseconds(
            @ForAll @LongRange(min = YEAR_1, max = YEAR_10000 - 1) long seconds,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nanos) {
        Instant time = Instant.ofEpochSecond(seconds, nanos);
        Instant stored = Timestamps.truncateToMicros(time);
        assertEquals(0, stored.get(ChronoField.NANO_OF_SECOND) % 1000);
        assertEquals(stored, Timestamps.truncateToMicros(stored));
        assertTrue(!stored.isAfter(time) && stored.plusNanos(1000).isAfter(time));
    }

    @Property(seed = SEED)
    void time_outsideOfTheYears1To9999IsRejected(@ForAll @LongRange(min = 0, max = YEAR_10000) long distance) {
        for (Instant time : new Instant[] {
            Instant.ofEpochSecond(YEAR_10000 + distance), Instant.ofEpochSecond(YEAR_1 - 1 - distance)
        }) {
            assertThrows(IllegalArgumentException.class, () -> Timestamps.truncateToMicros(time));
        }
    }

    @Property(seed = SEED, tries = 1000)
    void fileName_isSafe(@ForAll("fileNames") String name) {
        String safe = FileNames.sanitize(name);
        assertFalse(safe.isBlank() || safe.matches("\\.+"), safe);
        assertTrue(safe.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c)), safe);
        assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(safe), safe);
        assertEquals(safe, FileNames.sanitize(safe));
    }

    @Provide
    static Arbitrary<String> ids() {
        return Arbitraries.oneOf(
                        JsonValues.storableTexts(),
                        Arbitraries.strings().withChars("~_-azAZ09 %/?#;=é😀").ofMaxLength(20),
                        Arbitraries.strings().alpha().ofMinLength(200).ofMaxLength(255))
                .filter(Ids::isValid);
    }

    @Provide
    static Arbitrary<String> texts() {
        return JsonValues.texts();
    }

    @Provide
    static Arbitrary<String> fileNames() {
        return Arbitraries.oneOf(
                JsonValues.texts(),
                Arbitraries.strings()
                        .withChars("./\\ \u0000\u202e\u200b\u200d\u2028ab\u00a0\u3000\ud83d\ude00")
                        .ofMaxLength(8));
    }
}
