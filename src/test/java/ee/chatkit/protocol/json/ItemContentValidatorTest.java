package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemContentValidatorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        user_message|{}|content
        user_message|{"content":"words"}|content
        user_message|{"content":[7]}|content[0]
        user_message|{"content":[{"text":"no type"}]}|content[0].type
        user_message|{"content":[{"type":"quoted_text","text":"t"}]}|content[0].type
        user_message|{"content":[{"type":"input_text","text":null}]}|content[0].text
        user_message|{"content":[{"type":"input_tag","id":"i","text":"t","data":[]}]}|content[0].data
        user_message|{"content":[],"attachments":{}}|attachments
        user_message|{"content":[],"attachments":[{"type":"pdf"}]}|attachments[0].type
        user_message|{"content":[],"attachments":[{"type":"file","id":"a","name":"n"}]}|attachments[0].mime_type
        user_message|{"content":[],"attachments":[{"type":"image","id":"a","name":"n","mime_type":"image/png"}]}|attachments[0].preview_url
        user_message|{"content":[],"attachments":[{"type":"image","id":"a","name":"n","mime_type":"image/png","preview_url":"/p"}]}|attachments[0].preview_url
        user_message|{"content":[],"quoted_text":[]}|quoted_text
        user_message|{"content":[],"inference_options":{"tool_choice":"search"}}|inference_options.tool_choice
        assistant_message|{"content":[{"type":"text","text":"t"}]}|content[0].type
        assistant_message|{"content":[{"type":"output_text","text":"t","annotations":[{"type":"url_citation"}]}]}|content[0].annotations[0].type
        assistant_message|{"content":[{"type":"output_text","text":"t","annotations":[{"source":{"type":"page","title":"t"}}]}]}|content[0].annotations[0].source.type
        assistant_message|{"content":[{"type":"output_text","text":"t","annotations":[{"source":{"type":"url","url":"u"}}]}]}|content[0].annotations[0].source.title
        client_tool_call|{"call_id":"c","name":"n","arguments":"{}"}|arguments
        client_tool_call|{"call_id":"c","name":"n","arguments":{},"status":"in_progress"}|status
        client_tool_call|{"name":"n","arguments":{}}|call_id
        widget|{"widget":"{}"}|widget
        generated_image|{"image":{"id":"i"}}|image.url
        structured_input|{"inputs":[{"type":"date","id":"i","question":"q"}]}|inputs[0].type
        structured_input|{"inputs":[{"type":"multiple_choice","id":"i","question":"q","options":["a"]}]}|inputs[0].options[0]
        structured_input|{"inputs":[{"type":"freeform","id":"i","question":"q","answer":{"values":[1]}}]}|inputs[0].answer.values
        workflow|{"workflow":{"type":"custom"}}|workflow.tasks
        workflow|{"workflow":{"type":"custom","tasks":[{"type":"wait"}]}}|workflow.tasks[0].type
        workflow|{"workflow":{"type":"custom","tasks":[],"summary":{"text":"t"}}}|workflow.summary.title
        task|{"task_type":"thought","heading":"h"}|task
        task|{"task":{"type":"thought"}}|task.content
        task|{"task":{"type":"web_search","sources":[{"type":"file","title":"t","filename":"f"}]}}|task.sources[0].type
        hidden_context_item|{}|content
        sdk_hidden_context|{"content":{}}|content
        chatkit.user_message|{"content":[]}|type
        """)
    void contentThatIsNotOfItsType_namesTheMember(String type, String content, String member) {
        var invalid =
                assertThrows(InvalidInputException.class, () -> ItemContentValidator.requireValid(type, content, ""));
        assertEquals(member, invalid.field().orElseThrow(), invalid.getMessage());
    }

    @Test
    void path_precedesTheMember() {
        var invalid = assertThrows(
                InvalidInputException.class,
                () -> ItemContentValidator.requireValid(
                        "user_message", "{\"content\":[{\"type\":\"x\"}]}", "content."));
        assertEquals("content.content[0].type must be input_text or input_tag", invalid.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        user_message|{"content":[{"type":"input_text","text":"t","mine":[1.0]}],"attachments":[],"inference_options":{"mine":1},"mine":1e2}
        user_message|{"content":[{"type":"input_text","text":"half \\ud83d \\u0000"}],"attachments":[],"inference_options":{}}
        user_message|{"inference_options":{},"attachments":[],"quoted_text":null,"content":[]}
        assistant_message|{"content":[{"type":"output_text","text":"t\\u0041","annotations":[{"type":"annotation","index":0,"source":{"type":"file","title":"t","filename":"f"}}]}]}
        client_tool_call|{ "status" : "pending" , "call_id" : "c" , "name" : "n" , "arguments" : { "a" : [ 1.50 , "}" ] } , "output" : null }
        widget|{"widget":{"type":"Card","children":[{"type":"of the future"}]},"copy_text":"c"}
        generated_image|{}
        end_of_turn|{}
        hidden_context_item|{"content":null}
        sdk_hidden_context|{"content":""}
        note|{"content":7}
        """)
    void wholeContent_isReturnedUnchanged(String type, String content) {
        assertSame(content, ItemContentValidator.requireValid(type, content, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        user_message|{"content":[]}|{"content":[],"attachments":[],"inference_options":{}}
        user_message|{"attachments":null,"content":[ ],"x":1.0}|{"attachments":[],"content":[ ],"x":1.0,"inference_options":{}}
        user_message|{"content":[{"type":"input_tag","id":"i","text":"t","data":{"a":[0.10]}}],"attachments":[],"inference_options":{}}|{"content":[{"type":"input_tag","id":"i","text":"t","data":{"a":[0.10]},"interactive":false}],"attachments":[],"inference_options":{}}
        assistant_message|{"content":[{"text":"a"},{"text":"b","annotations":[]}]}|{"content":[{"text":"a","annotations":[],"type":"output_text"},{"text":"b","annotations":[],"type":"output_text"}]}
        client_tool_call|{"call_id":"c","name":"n","arguments":{}}|{"call_id":"c","name":"n","arguments":{},"status":"pending"}
        structured_input|{"inputs":[{"type":"freeform","id":"i","question":"q","answer":{}}]}|{"inputs":[{"type":"freeform","id":"i","question":"q","answer":{"values":[],"skipped":false}}],"status":"pending"}
        task|{"task":{"type":"web_search"}}|{"task":{"type":"web_search","status_indicator":"none","queries":[],"sources":[]}}
        """)
    void absentMembersWithDefaults_areAdded(String type, String content, String completed) {
        assertEquals(completed, ItemContentValidator.requireValid(type, content, ""));
        assertSame(completed, ItemContentValidator.requireValid(type, completed, ""));
    }

    @Test
    void longTexts_areAccepted() {
        String text = "\\\"\ud83d\ude00x".repeat(100_000);
        String message = "{\"content\":[{\"type\":\"input_text\",\"text\":\"" + text
                + "\"}],\"attachments\":[],\"inference_options\":{}}";
        assertSame(message, ItemContentValidator.requireValid("user_message", message, ""));
    }

    @Test
    void applicationDefinedJson_mayHaveAnyNumberOfValues() {
        String widget = "{\"widget\":{\"n\":[0" + ",[]".repeat(200_000) + "]}}";
        assertSame(widget, ItemContentValidator.requireValid("widget", widget, ""));
        String context = "{\"content\":[0" + ",{}".repeat(200_000) + "]}";
        assertSame(context, ItemContentValidator.requireValid("hidden_context_item", context, ""));
    }

    /** Otherwise a small file would need much memory. */
    @ParameterizedTest
    @ValueSource(strings = {"content", "mine"})
    void numberOfValues_isLimited(String member) {
        String many = "{\"" + member + "\":[{}" + ",{}".repeat(200_000) + "]}";
        var invalid = assertThrows(
                InvalidInputException.class, () -> ItemContentValidator.requireValid("user_message", many, "content."));
        assertTrue(invalid.getMessage().startsWith("content has more than"), invalid.getMessage());
    }
}
