package ee.chatkit.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.ThreadItem;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        user_message | {"content":[{"type":"input_text","text":"Hello"},{"type":"input_tag","id":"t1","text":"Ada","data":{"text":"no"}}],"quoted_text":"quoted","attachments":[{"id":"no","name":"plan.pdf","mime_type":"no"}],"inference_options":{"model":"no","text":"no"}} | Hello;Ada;quoted;plan.pdf
        assistant_message | {"content":[{"type":"output_text","text":"An \\"answer\\"\\u00e4","annotations":[{"source":{"title":"no","text":"no"}}]}]} | An "answer"ä
        widget | { "widget" : { "type":"Card","children":[{"type":"Text","value":"Total"},{"type":"Button","label":"Pay","onClickAction":{"type":"no","payload":{"text":"no"}}},{"type":"Chart","value":12}]},"copy_text":null } | Total;Pay
        task | {"task":{"type":"search","title":"Searching","sources":[{"title":"no"}]}} | Searching
        workflow | {"workflow":{"summary":{"title":"Thought"},"tasks":[{"title":"Step","content":"no"}]}} | Thought;Step
        hidden_context_item | {"content":"no","text":"no"} | ``
        of_an_application | {"text":"no"} | ``
        user_message | {} | ``
        """)
    void of_readsTextOnly(String type, String content, String text) {
        assertEquals(text.replace(';', '\n'), ItemText.of(type, content));
    }

    @Test
    void searchedTypes_areNotHidden() {
        assertEquals(
                Set.of(),
                ThreadItem.HIDDEN_TYPES.stream()
                        .filter(ItemText.SEARCHED_TYPES::contains)
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void of_deepContentReadsIt() {
        String deep = "[".repeat(490) + "{\"value\":\"found\"}" + "]".repeat(490);
        assertEquals("found", ItemText.of("widget", "{\"widget\":" + deep + "}"));
    }
}
