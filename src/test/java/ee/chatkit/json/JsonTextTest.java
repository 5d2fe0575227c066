package ee.chatkit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final Set<String> RESERVED = Set.of("id", "created_at");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "7",
                "-12",
                "10",
                "0.5",
                "-0.05",
                "1e5",
                "1E+05",
                "1e-05",
                "0e0",
                "1.25e2",
                "9007199254740993",
                "1e999",
                "1e-1000",
                "1e000000000000000000007",
                "true",
                "false",
                "null",
                "\"\"",
                "\"a b\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\\u0041\\uabcd\\uABCD\"",
                "\"\\\\u0000\"",
                "\"\u007f\u0080\u2028\ufeff\uffff\"",
                "\"😀\"",
                "\"\\ud83d\\ude00\"",
                "\"\\uD83D\\uDE00x\"",
                "[]",
                "[ ]",
                "[1]",
                "[1,2,3]",
                "[[],[]]",
                "[[[1],2],{}]",
                "[{},[{}],null]",
                "{}",
                "{ }",
                "{\"a\":1}",
                "{\"\":\"\"}",
                "{\"a\":{\"b\":[{\"c\":null}]},\"d\":[]}",
                "{\"a\":1,\"a\":2}",
                "{\"a\" : 1 , \"b\" : [ true , false ] }",
                " \t\r\n1 \t\r\n",
                " { \"a\" :\n[\t1\r]\n} ",
            })
    void validValue_returnsTheTextUnchanged(String json) {
        assertSame(json, JsonText.validValue(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\t",
                "-",
                "+1",
                "01",
                "-01",
                "00",
                "1.",
                ".5",
                "-.5",
                "1.e5",
                "1e",
                "1e+",
                "1e-",
                "1e5.5",
                "1.2.3",
                "1-2",
                "0x10",
                "1_000",
                "١",
                "NaN",
                "Infinity",
                "-Infinity",
                "True",
                "tru",
                "truee",
                "nul",
                "nulll",
                "undefined",
                "'a'",
                "\"",
                "\"a",
                "\"a\\\"",
                "\"\\x41\"",
                "\"\\u\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u-123\"",
                "\"\\u12",
                "\"\\U0041\"",
                "\"\n\"",
                "\"\t\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "\"a\"b",
                "[",
                "]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[,]",
                "[1 2]",
                "[1}",
                "[[]",
                "[]]",
                "[\"a\":1]",
                "{",
                "}",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\",1}",
                "{\"a\"::1}",
                "{a:1}",
                "{1:1}",
                "{null:1}",
                "{\"a\":1]",
                "{{}}",
                "{[]}",
                "{}{}",
                "1 2",
                "1,2",
                "{} {}",
                "/**/1",
                "1//",
                "\u00a01",
                "\ufeff{}",
                "\u000b1",
            })
    void validValue_rejectsInvalidJson(String text) {
        assertThrows(IllegalArgumentException.class, () -> JsonText.validValue(text));
        assertThrows(IllegalArgumentException.class, () -> JsonText.storableObject(text));
    }

    /** An unpaired surrogate, in the text as given and in that which is stored. */
    @ParameterizedTest
    @CsvSource({
        "\ud83d, \uFFFD",
        "\ude00, \uFFFD",
        "\ude00\ud83d, \uFFFD\uFFFD",
        "\ud83dx, \uFFFDx",
        "\\ud83d, \\uFFFD",
        "\\ude00, \\uFFFD",
        "\\ud83d\\ud83d, \\uFFFD\\uFFFD",
        "\\ud83d\\ud83d\\ude00, \\uFFFD\\ud83d\\ude00",
        "\\ud83dx, \\uFFFDx",
        "\\ud83d\\n, \\uFFFD\\n",
        "\\ud83d\\u0041, \\uFFFD\\u0041",
        "\\ud83d\\\\ude00, \\uFFFD\\\\ude00",
        "\\ud83d\\\", \\uFFFD\\\"",
        "\ud83d" + "\\ude00, \uFFFD" + "\\uFFFD",
        "\\ud83d" + "\ude00, \\uFFFD" + "\uFFFD",
        "\\ud83d\\u0000, \\uFFFD\\uFFFD",
    })
    void storableObject_replacesUnpairedSurrogates(String given, String stored) {
        assertEquals('"' + stored + '"', JsonText.validValue('"' + given + '"'));
        assertEquals("{\"" + stored + "\":1}", JsonText.storableObject("{\"" + given + "\":1}"));
        assertEquals("{\"a\":[\"" + stored + "\"]}", JsonText.storableObject("{\"a\":[\"" + given + "\"]}"));
        refused('"' + given);
    }

    @Test
    void validValue_limitsNestingDepth() {
        String deepest = "[".repeat(JsonText.MAX_DEPTH) + "]".repeat(JsonText.MAX_DEPTH);
        assertSame(deepest, JsonText.validValue(deepest));
        refused("[" + deepest + "]");
        String objects = "{\"a\":".repeat(JsonText.MAX_DEPTH - 1) + "{}" + "}".repeat(JsonText.MAX_DEPTH - 1);
        assertSame(objects, JsonText.storableObject(objects));
        refused("{\"a\":" + objects + "}");
        refused("[".repeat(1_000_000));
        String wide = "[" + "[],".repeat(10_000) + "[]]";
        assertSame(wide, JsonText.validValue(wide));
    }

    @Test
    void validValue_limitsDigitsOnBothSidesOfThePoint() {
        for (String kept : new String[] {
            "9".repeat(1000),
            "0." + "9".repeat(1000),
            "-" + "1".repeat(1000) + "." + "1".repeat(1000),
            "1e999",
            "1.5e-999"
        }) {
            assertSame(kept, JsonText.validValue(kept));
        }
        for (String refused : new String[] {
            "9".repeat(1001),
            "0." + "9".repeat(1001),
            "1e1000",
            "10e999",
            "1.5e-1000",
            "1e2147483648",
            "1e-99999999999999999999"
        }) {
            refused(refused);
        }
    }

    @Test
    void storableObject_rejectsOtherValues() {
        for (String json : new String[] {"[]", "[{}]", "1", "\"{}\"", "null", " true"}) {
            assertSame(json, JsonText.validValue(json));
            assertThrows(IllegalArgumentException.class, () -> JsonText.storableObject(json));
        }
        assertEquals("{ \"a\" : \"x\\ny\"  }", JsonText.storableObject("\n { \"a\"\n: \"x\\ny\"\r\n} "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1}",
                "{ \"id\" :1}",
                "{\"a\":1,\"id\":1}",
                "{\"a\":{\"b\":[]},\"created_at\":1}",
                "{\"\\u0069d\":1}",
                "{\"i\\u0064\":1}",
                "{\"\\u0069\\u0064\":1}",
                "{\"created\\u005Fat\":1}",
                "{\"created\\u005fat\":1}",
            })
    void storableObject_rejectsReservedNames(String json) {
        var refused = assertThrows(IllegalArgumentException.class, () -> JsonText.storableObject(json, RESERVED));
        assertTrue(refused.getMessage().startsWith("must not have a member"), refused.getMessage());
        assertSame(json, JsonText.storableObject(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ID\":1}",
                "{\"id \":1}",
                "{\"a\":\"id\"}",
                "{\"a\":{\"id\":1}}",
                "{\"a\":[{\"id\":1}]}",
                "{\"\\\\u0069d\":1}",
                "{\"\\\\\":1}",
                "{\"\\\\u\":1}",
                "{\"\\\\uxyz\":1}",
                "{\"\\\"id\":1}",
                "{\"\\nid\":1}",
                "{\"\\u00690\":1}",
                "{\"\\u0000id\":1}",
            })
    void storableObject_acceptsOtherNames(String json) {
        assertEquals(json.replace("\\u0000", "\\uFFFD"), JsonText.storableObject(json, RESERVED));
    }

    @Test
    void storableObject_replacesNul() {
        assertEquals("\"\\uFFFD\"", JsonText.validValue("\"\\u0000\""));
        assertEquals(
                "{\"a\\uFFFD\":[\"\\uFFFD\\uFFFD1\"]}",
                JsonText.storableObject("{\"a\\u0000\":[\"\\u0000\\u00001\"]}"));
        assertEquals("\"\\\\u0000\\uFFFD\"", JsonText.validValue("\"\\\\u0000\\u0000\""));
        assertEquals("\"\\\\\\uFFFD\"", JsonText.validValue("\"\\\\\\u0000\""));
        assertEquals("a\uFFFDb", JsonText.storableText("a\0b"));
    }

    @Test
    void storableText_replacesUnpairedSurrogatesOnly() {
        for (String text : new String[] {"", "plain", "\n\t\u001b", "😀", "\uffff"}) {
            assertEquals(text, JsonText.storableText(text));
        }
        assertEquals("\uFFFD", JsonText.storableText("\ud83d"));
        assertEquals("a\uFFFDb", JsonText.storableText("a\ud83db"));
        assertEquals("\uFFFD\uFFFD", JsonText.storableText("\ude00\ud83d"));
        assertEquals("😀\uFFFD", JsonText.storableText("😀\ude00"));
    }

    @Test
    void validValue_messageNamesThePosition() {
        assertEquals("is invalid at character 5: expected ':'", refused("{\"a\" 1}"));
        assertEquals("is incomplete after 6 characters", refused("{\"a\":1"));
        assertEquals("is invalid at character 7: expected ',' or ']'", refused("{\"a\":[1}"));
        assertEquals("is invalid at character 1: expected a value", refused("[,]"));
        assertEquals("is invalid at character 3: expected the end", refused("{} x"));
    }

    private static String refused(String json) {
        return assertThrows(IllegalArgumentException.class, () -> JsonText.validValue(json))
                .getMessage();
    }

    @Test
    void validValue_limitsTheSumOfExponents() {
        String hundred = "[" + "1e999,".repeat(99) + "1e999]";
        assertEquals(hundred, JsonText.validValue(hundred));
        String hundredAndOne = "[" + "1e-1000,".repeat(100) + "1e-1000]";
        assertThrows(IllegalArgumentException.class, () -> JsonText.validValue(hundredAndOne));
    }
}
