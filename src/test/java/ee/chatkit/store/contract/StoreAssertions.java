package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What the contracts say again and again. JSON is compared by value: a store may write it differently. */
final class StoreAssertions {
    private StoreAssertions() {}

    static NotFoundException notFound(ResourceType resourceType, String id, Executable operation) {
        var thrown = assertThrows(NotFoundException.class, operation);
        assertEquals(resourceType, thrown.kind());
        assertEquals(id, thrown.id());
        return thrown;
    }

    static void conflict(ResourceType resourceType, String id, Executable operation) {
        var thrown = assertThrows(ConflictException.class, operation);
        assertEquals(resourceType, thrown.kind());
        assertEquals(id, thrown.id());
    }

    static void refused(Executable operation) {
        assertThrows(IllegalArgumentException.class, operation);
    }

    static void same(ChatThread expected, ChatThread actual) {
        assertEquals(expected.withMetadata("{}"), actual.withMetadata("{}"));
        sameJson(expected.metadata(), actual.metadata());
    }

    static void same(ThreadItem expected, ThreadItem actual) {
        assertEquals(expected.withContent("{}"), actual.withContent("{}"));
        sameJson(expected.content(), actual.content());
    }

    static void sameItems(List<ThreadItem> expected, List<ThreadItem> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            same(expected.get(i), actual.get(i));
        }
    }

    static void same(Attachment expected, Attachment actual) {
        assertEquals(withoutDetails(expected), withoutDetails(actual));
        sameJson(expected.details(), actual.details());
    }

    static void sameJson(String expected, String actual) {
        assertEquals(plain(parse(expected)), plain(parse(actual)));
    }

    static JsonObject parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /** Numbers by value, members without order. */
    private static Object plain(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, Object> members = new HashMap<>();
                object.forEach((name, member) -> members.put(name, plain(member)));
                yield members;
            }
            case JsonArray array -> array.stream().map(StoreAssertions::plain).toList();
            case JsonNumber number -> number.bigDecimalValue().stripTrailingZeros();
            case JsonString string -> string.getString();
            default -> value.getValueType();
        };
    }

    private static Attachment withoutDetails(Attachment a) {
        return new Attachment(a.id(), a.threadId(), a.type(), a.name(), a.mimeType(), a.size(), "{}", a.createdAt());
    }
}
