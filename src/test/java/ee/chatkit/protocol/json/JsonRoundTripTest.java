package ee.chatkit.protocol.json;

import static ee.chatkit.protocol.json.WireDocuments.object;
import static ee.chatkit.protocol.json.WireDocuments.withNormalizedTimes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.item.Item;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Documents that are read and written again are the same JSON. */
class JsonRoundTripTest {
    @TestFactory
    Stream<DynamicTest> requests_areWrittenAsRead() {
        return same(
                WireDocuments.requests(),
                text -> RequestWriter.write(RequestReader.read(text.getBytes(StandardCharsets.UTF_8))));
    }

    @TestFactory
    Stream<DynamicTest> events_areWrittenAsRead() {
        return same(WireDocuments.events(), text -> EventJson.write(WireEventReader.read(text)));
    }

    @TestFactory
    Stream<DynamicTest> items_areWrittenAsRead() {
        return same(WireDocuments.items(), text -> ItemCodec.write(item(object(text))));
    }

    @TestFactory
    Stream<DynamicTest> items_areWrittenAsReadFromTheStore() {
        return same(WireDocuments.items(), text -> {
            ThreadItem stored = ItemCodec.toThreadItem(item(object(text))).storable();
            assertEquals(item(object(text)), ItemCodec.toItem(stored));
            assertEquals(object(ItemJson.write(stored)), object(ItemCodec.write(ItemCodec.toVerbatimItem(stored))));
            return ItemCodec.write(ItemCodec.toItem(stored));
        });
    }

    @TestFactory
    Stream<DynamicTest> responses_areWrittenAsRead() {
        return same(WireDocuments.responses(), JsonRoundTripTest::answer);
    }

    private static Stream<DynamicTest> same(Map<String, String> documents, UnaryOperator<String> readAndWrite) {
        return documents.entrySet().stream()
                .map(document -> DynamicTest.dynamicTest(
                        document.getKey(),
                        () -> assertEquals(
                                withNormalizedTimes(object(document.getValue())),
                                object(readAndWrite.apply(document.getValue())))));
    }

    private static String answer(String text) {
        JsonObject answer = object(text);
        if (answer.isEmpty()) {
            return ResponseJson.EMPTY;
        }
        if (answer.containsKey("updated_item")) {
            return ResponseJson.updatedItem(item(answer.getJsonObject("updated_item")));
        }
        if (answer.containsKey("upload_descriptor")) {
            return AttachmentJson.write(AttachmentJson.read(JsonObjectReader.of(answer)));
        }
        if (answer.containsKey("items")) {
            return ResponseJson.thread(thread(answer), items(answer.getJsonObject("items")));
        }
        if (answer.containsKey("data")) {
            return page(answer);
        }
        return ResponseJson.transcription(answer.getString("text"));
    }

    private static String page(JsonObject page) {
        List<JsonObject> data = page.getJsonArray("data").getValuesAs(JsonObject.class);
        assertNotNull(data.getFirst());
        if (data.getFirst().containsKey("thread_id")) {
            return ResponseJson.items(items(page));
        }
        List<ChatThread> threads = data.stream().map(JsonRoundTripTest::thread).toList();
        return ResponseJson.threads(new Page<>(threads, page.getString("after", null)));
    }

    private static Page<ThreadItem> items(JsonObject page) {
        List<ThreadItem> items = page.getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(item -> ItemCodec.toThreadItem(item(item)))
                .toList();
        return new Page<>(items, page.getString("after", null));
    }

    private static ChatThread thread(JsonObject thread) {
        return WireEventReader.thread(JsonObjectReader.of(thread));
    }

    private static Item item(JsonObject item) {
        return WireEventReader.item(JsonObjectReader.of(item));
    }
}
