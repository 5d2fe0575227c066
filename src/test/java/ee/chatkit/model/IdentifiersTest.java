package ee.chatkit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifiersTest {
    @Test
    void requireId_acceptsVisibleCharacters() {
        for (String id : List.of("a", "it's \"x\" \\ ?", "é😀日", "~", " a ", "\uffff", "x".repeat(255))) {
            assertEquals(id, Identifiers.requireId("id", id));
            assertEquals(id, new Caller(id).userId());
        }
    }

    @Test
    void requireId_rejectsInvalidKeysNamingTheField() {
        for (String id : List.of(
                "",
                " ",
                "\t",
                "\u2003",
                "a\0",
                "a\nb",
                "\u007f",
                "\u0085",
                "a\ufffd",
                "\ud83d",
                "a\ude00b",
                "x".repeat(256))) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Identifiers.requireId("some id", id));
            assertTrue(refused.getMessage().startsWith("some id must"), refused.getMessage());
        }
    }

    @Test
    void requireJsonObject_messageNamesTheField() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> Identifiers.requireJsonObject("metadata", "[]"));
        assertEquals("metadata must be a JSON object", refused.getMessage());
    }
}
