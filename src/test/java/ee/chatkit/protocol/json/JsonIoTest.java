package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonIoTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "1", "null", "{", "{}}", "{} x", "{a:1}", "{\"a\":1,}"})
    void parseObject_rejectsUnusableBodies(String body) {
        assertTrue(refusal(body.getBytes(StandardCharsets.UTF_8)).contains("not a usable JSON object"));
    }

    @Test
    void parseObject_requiresUtf8WithoutByteOrderMark() {
        assertEquals("the body is not valid UTF-8", refusal(new byte[] {'{', '"', (byte) 0xFC, '"', ':', '1', '}'}));
        assertEquals("the body is not valid UTF-8", refusal(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}));
        assertEquals("the body is not valid UTF-8", refusal("{}".getBytes(StandardCharsets.UTF_16)));
        assertEquals(
                "the body must not begin with a byte-order mark", refusal("\uFEFF{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void parseObject_keepsTheLongestNumber() {
        String number = "9".repeat(1000) + "." + "7".repeat(1000);
        assertEquals("{\"n\":" + number + "}", read("{\"n\":" + number + "}"));
    }

    @Test
    void parseObject_readsTheDeepestNesting() {
        String deep = "{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}";
        assertEquals(deep, read(deep));
    }

    @Test
    void parseObject_lastDuplicateMemberWins() {
        assertEquals("{\"a\":2}", read("{\"a\":1,\"a\":2}"));
    }

    @Test
    void parseObject_replacesNul() {
        assertEquals("{\"a\uFFFD\":\"b\uFFFD\"}", read("{\"a\\u0000\":\"b\\u0000\"}"));
    }

    private static String read(String body) {
        return JsonIo.parseObject(body.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String refusal(byte[] body) {
        return assertThrows(InvalidInputException.class, () -> JsonIo.parseObject(body))
                .getMessage();
    }
}
