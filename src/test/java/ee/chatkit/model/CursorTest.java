package ee.chatkit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {
    @Test
    void parse_restoresWhatFormatWrites() {
        for (String id : List.of("msg_1", "a~b", "~", "a~", "~~5", "a~5", "it's 😀", "x".repeat(255))) {
            for (long position :
                    new long[] {0, 1, -1, 35, 36, 1_767_225_600_000_000L, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertEquals(new Cursor(id, position), Cursor.parse(Cursor.format(id, position)));
            }
        }
    }

    @Test
    void parse_plainIdHasNoPosition() {
        for (String id : List.of(
                "msg_1",
                "a b",
                "~5",
                "a~",
                "a~b",
                "a~b~c",
                "~!~a",
                "~b c~a",
                "~-~a",
                "~~a",
                "~" + "z".repeat(20) + "~a")) {
            assertEquals(new Cursor(id, null), Cursor.parse(id));
        }
    }

    @Test
    void parse_rejectsInvalidIds() {
        for (String text :
                List.of("", " ", "a\0b", "\ud83d", "~5~a\nb", "~5~", "x".repeat(256), "~5~" + "x".repeat(256))) {
            assertThrows(IllegalArgumentException.class, () -> Cursor.parse(text));
        }
    }
}
