package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserMessageTextTest {
    private static final String TEXT = "{\"type\":\"input_text\",\"text\":\"%s\"}";
    private static final String TAG =
            "{\"type\":\"input_tag\",\"id\":\"1\",\"text\":\"%s\",\"data\":{\"text\":\"no\"}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "t:Hello|Hello",
                "t:Ask ;g:Acme;t:, please|Ask Acme, please",
                "g:Acme;g:Beta|Acme Beta",
                "t:one;t:two|one⏎two",
                "t:😀|😀"
            })
    void of_joinsTextsAndTags(String parts, String text) {
        var content = new StringBuilder("{\"content\":[");
        for (String part : parts.split(";", -1)) {
            content.append(content.toString().endsWith("[") ? "" : ",")
                    .append((part.startsWith("t") ? TEXT : TAG).formatted(part.substring(2)));
        }
        assertEquals(
                text.replace('⏎', '\n'), UserMessageText.of(content.append("]}").toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"content\":null}",
                "{\"content\":\"text\"}",
                "{\"content\":{\"text\":\"x\"}}",
                "{\"content\":[]}",
                "{\"content\":[1,null,[],{},\"x\"]}",
                "{\"content\":[{\"type\":\"input_text\"}]}",
                "{\"content\":[{\"type\":\"input_text\",\"text\":5}]}",
                "{\"content\":[{\"type\":7,\"text\":\"x\"}]}",
                "{\"content\":[{\"type\":\"input_audio\",\"text\":\"x\"}]}",
                "{\"content\":[{\"text\":\"x\"}]}"
            })
    void of_unexpectedShapeHasNoText(String content) {
        assertEquals("", UserMessageText.of(content));
    }
}
