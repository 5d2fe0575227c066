package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.protocol.item.ItemContent.Unknown;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemCodecTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000006Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assistant_message|{\"content\":\"Hello\"}",
                "assistant_message|{}",
                "assistant_message|{\"content\":[{\"type\":\"refusal\",\"text\":\"no\"}]}",
                "user_message|{\"content\":[5]}",
                "client_tool_call|{\"status\":\"lost\",\"call_id\":\"c\",\"name\":\"n\",\"arguments\":{}}",
                "widget|{\"widget\":[]}",
                "workflow|{\"workflow\":{\"type\":\"dance\",\"tasks\":[]}}",
                "workflow|{\"workflow\":{\"type\":\"custom\",\"tasks\":[],\"summary\":{\"duration\":-1}}}",
                "task|{\"task\":{\"type\":\"web_search\",\"sources\":[{\"type\":\"file\",\"title\":\"T\",\"filename\":\"f\"}]}}",
                "hidden_context_item_2|{\"content\":null}",
                "sdk_hidden_context|{\"content\":{}}"
            })
    void toItem_keepsUnknownContentUnchanged(String type, String content) {
        ThreadItem stored = item(type, content);
        Item typed = ItemCodec.toItem(stored);
        assertEquals(new Unknown(type, new RawJson(content)), typed.content());
        assertEquals(stored, ItemCodec.toThreadItem(typed));
        assertEquals(stored.hidden(), typed.hidden());
    }

    @Test
    void toThreadItem_storesNoAddressOfLinks() {
        String content = """
            {"content":[],"attachments":[{"id":"a","name":"n","mime_type":"image/png","type":"image","preview_url":"%s\
            attachment-links/a/preview?signature=0123456789012345678901234567890123456789012"}],"inference_options":{}}\
            """;
        ThreadItem sent = item("user_message", content.formatted("http://10.0.0.5/"));
        ThreadItem stored = ItemCodec.toThreadItem(ItemCodec.toItem(sent));
        assertEquals(item("user_message", content.formatted("chatkit:")), stored);
        URI reader = URI.create("https://chat.example/api/");
        assertEquals(
                ItemJson.write(item("user_message", content.formatted(reader))),
                ItemCodec.write(ItemCodec.toItem(stored, reader)));
    }

    @Test
    void withContent_keepsUnknownMembers() {
        ThreadItem stored = item(
                "client_tool_call",
                "{\"mine\":{\"n\":null},\"status\":\"pending\",\"call_id\":\"c\",\"name\":\"n\",\"arguments\":{},"
                        + "\"output\":null}");
        var call =
                assertInstanceOf(ClientToolCall.class, ItemCodec.toItem(stored).content());
        assertEquals(
                "{\"mine\":{\"n\":null},\"status\":\"completed\",\"call_id\":\"c\",\"name\":\"n\",\"arguments\":{},"
                        + "\"output\":[null]}",
                ItemCodec.withContent(stored, call.completed(new RawJson("[null]")))
                        .content());
        assertEquals(
                "{\"mine\":{\"n\":null},\"status\":\"completed\",\"call_id\":\"c\",\"name\":\"n\",\"arguments\":{}}",
                ItemCodec.withContent(stored, call.completed(RawJson.NULL)).content());
        assertThrows(IllegalArgumentException.class, () -> ItemCodec.withContent(stored, new ItemContent.EndOfTurn()));
    }

    @Test
    void eventOfVerbatimItem_hasEveryMemberOnOneLine() {
        ThreadItem stored = item("widget", " {\r\n  \"widget\" : {\"a\":\"x\\ny\"},\n\t\"mine\": 1.50 }\n");
        assertEquals(
                "{\"type\":\"thread.item.replaced\",\"item\":{\"id\":\"i\",\"thread_id\":\"t\","
                        + "\"created_at\":\"2026-01-02T03:04:05.000006Z\",\"type\":\"widget\","
                        + "\"widget\" : {\"a\":\"x\\ny\"}, \t\"mine\": 1.50 }}",
                EventJson.write(new ThreadStreamEvent.ItemReplaced(ItemCodec.toVerbatimItem(stored))));
    }

    @Test
    void event_hasNoLineBreaks() {
        var rawJson = new RawJson("{\n\"a\":\r[\n1\r]\n}");
        String event = EventJson.write(new ThreadStreamEvent.ClientEffect("fx", rawJson));
        assertTrue(event.lines().count() == 1 && event.endsWith("{ \"a\": [ 1 ] }}"), event);
    }

    @Test
    void event_escapesLineSeparatorsAndNotEmoji() {
        String event = EventJson.write(new ThreadStreamEvent.ProgressUpdate(null, "😀é\u2028\u2029\u0085\n\"\\"));
        assertEquals("{\"type\":\"progress_update\",\"text\":\"😀é\\u2028\\u2029\\u0085\\n\\\"\\\\\"}", event);
    }

    private static ThreadItem item(String type, String content) {
        return new ThreadItem("i", "t", type, TIME, content);
    }
}
