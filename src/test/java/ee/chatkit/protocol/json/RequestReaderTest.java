package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import ee.chatkit.protocol.request.ChatKitRequest;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null|20",
                "0|20",
                "-0|20",
                "0.0|20",
                "\"0\"|20",
                "1|1",
                "5.0|5",
                "\"5\"|5",
                "\"5.0\"|5",
                "\"+5\"|5",
                "5e1|50",
                "100|100",
                "101|100",
                "1e999|100",
                "\"99999999999999999999\"|100"
            })
    void list_readsLimitLeniently(String limit, int read) {
        assertEquals(read, list("{\"limit\":" + limit + "}").limit());
    }

    @Test
    void list_defaultsToTwentyNewestFirst() {
        assertEquals(PageRequest.first(20, SortOrder.DESC), list("{}"));
        assertEquals(PageRequest.first(20, SortOrder.DESC), list("{\"limit\":null,\"order\":null,\"after\":null}"));
        assertEquals(
                new PageRequest(3, SortOrder.ASC, new Cursor("thr_1", null)),
                list("{\"limit\":3,\"order\":\"asc\",\"after\":\"thr_1\"}"));
    }

    /** A tool that cuts its text may cut an emoji in half. */
    @Test
    void halfOfASurrogatePair_isReadAsReplacementCharacter() {
        var request = (StreamingRequest.ThreadsAddClientToolOutput)
                read("{\"type\":\"threads.add_client_tool_output\",\"params\":{\"thread_id\":\"thr_1\","
                        + "\"result\":{\"text\":\"done \\ud83d\"}}}");
        assertEquals("{\"text\":\"done \uFFFD\"}", request.result().text());
    }

    @Test
    void read_ignoresUnknownMembers() {
        var request = (StreamingRequest.ThreadsCreate)
                read("{\"x\":[],\"type\":\"threads.create\",\"params\":{\"x\":1,\"input\":{\"x\":2,\"content\":"
                        + "[{\"type\":\"input_text\",\"text\":\"a\",\"x\":3}],\"attachments\":[],"
                        + "\"inference_options\":{\"x\":4,\"tool_choice\":{\"id\":\"t\",\"x\":5}}}}}");
        assertEquals("t", request.input().inferenceOptions().toolChoice());
    }

    @Test
    void read_keepsNullsAndNumbersOfRawJson() {
        var output = (StreamingRequest.ThreadsAddClientToolOutput)
                read("{\"type\":\"threads.add_client_tool_output\",\"params\":{\"thread_id\":\"t\","
                        + "\"result\":{\"a\":null,\"b\":1.50,\"c\":[null,\"\\u2028\"]}}}");
        assertEquals(
                "{\"a\":null,\"b\":1.50,\"c\":[null,\"\u2028\"]}",
                output.result().text());
    }

    @Test
    void read_replacesNul() {
        var update = (ImmediateRequest.ThreadsUpdate)
                read("{\"type\":\"threads.update\",\"params\":{\"thread_id\":\"t\",\"title\":\"a\\u0000b\"}}");
        assertEquals("a\uFFFDb", update.title());
    }

    @Test
    void customAction_payloadDefaultsToNull() {
        var action = (StreamingRequest.ThreadsCustomAction) read(
                "{\"type\":\"threads.custom_action\",\"params\":{\"thread_id\":\"t\",\"action\":{\"type\":\"a\"}}}");
        assertEquals(RawJson.NULL, action.action().payload());
    }

    @Test
    void structuredInput_answersHaveDefaults() {
        var request = (StreamingRequest.ThreadsAddStructuredInput)
                read("{\"type\":\"threads.add_structured_input\",\"params\":{\"thread_id\":\"t\",\"item_id\":\"i\","
                        + "\"input\":{\"answers\":{\"b\":{},\"a\":{\"values\":[\"x\"]}}}}}");
        assertEquals(
                Map.of("b", new Answer(List.of(), false), "a", new Answer(List.of("x"), false)),
                request.input().answers());
        assertEquals(List.of("b", "a"), List.copyOf(request.input().answers().keySet()));
    }

    @Test
    void transcribe_decodesAudio() {
        var request = assertInstanceOf(
                ImmediateRequest.InputTranscribe.class,
                read("{\"type\":\"input.transcribe\",\"params\":{\"audio_base64\":\"AQID\","
                        + "\"mime_type\":\"audio/webm ; codecs=opus\"}}"));
        assertArrayEquals(new byte[] {1, 2, 3}, request.audio());
        assertEquals("audio/webm", request.mediaType());
    }

    @Test
    void read_keepsMetadata() {
        String body = "{\"type\":\"threads.list\",\"params\":{},\"metadata\":{\"a\":null}}";
        assertEquals("{\"a\":null}", RequestReader.read(bytes(body)).metadata().text());
        assertTrue(RequestReader.read(bytes("{\"type\":\"threads.list\",\"params\":{},\"metadata\":null}"))
                .metadata()
                .equals(RawJson.EMPTY_OBJECT));
    }

    private static PageRequest list(String params) {
        return ((ImmediateRequest.ThreadsList) read("{\"type\":\"threads.list\",\"params\":" + params + "}")).page();
    }

    private static ChatKitRequest read(String body) {
        return RequestReader.read(bytes(body)).request();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
