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

/** Assertions of the contracts. JSON is compared by value, because a store may normalize its text. */
final class StoreAssertions {
    private StoreAssertions() {}

    static NotFoundException assertNotFound(ResourceType resourceType, String id, Executable operation) {
        var thrown = assertThrows(NotFoundException.class, operation);
        assertEquals(resourceType, thrown.resourceType());
        assertEquals(id, thrown.id());
        return thrown;
    }

    static void assertConflict(ResourceType resourceType, String id, Executable operation) {
        var thrown = assertThrows(ConflictException.class, operation);
        assertEquals(resourceType, thrown.resourceType());
        assertEquals(id, thrown.id());
    }

    static void assertRejected(Executable operation) {
        assertThrows(IllegalArgumentException.class, operation);
    }

    static void assertEquivalent(ChatThread expected, ChatThread actual) {
        assertEquals(expected.withMetadata("{}"), actual.withMetadata("{}"));
        assertEquivalentJson(expected.metadata(), actual.metadata());
    }

    static void assertEquivalent(ThreadItem expected, ThreadItem actual) {
        assertEquals(expected.withContent("{}"), actual.withContent("{}"));
        assertEquivalentJson(expected.content(), actual.content());
    }

    static void assertEquivalentItems(List<ThreadItem> expected, List<ThreadItem> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquivalent(expected.get(i), actual.get(i));
        }
    }

    static void assertEquivalent(Attachment expected, Attachment actual) {
        assertEquals(withoutDetails(expected), withoutDetails(actual));
        assertEquivalentJson(expected.details(), actual.details());
    }

    static void assertEquivalentJson(String expected, String actual) {
        assertEquals(normalized(parse(expected)), normalized(parse(actual)));
    }

    static JsonObject parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /** Compares numbers by value and members without order. */
    private static Object normalized(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, Object> members = new HashMap<>();
                object.forEach((name, member) -> members.put(name, normalized(member)));
                yield members;
            }
            case JsonArray array ->
                array.stream().map(StoreAssertions::normalized).toList();
            case JsonNumber number -> number.bigDecimalValue().stripTrailingZeros();
            case JsonString string -> string.getString();
            default -> value.getValueType();
        };
    }

    private static Attachment withoutDetails(Attachment a) {
        return new Attachment(a.id(), a.threadId(), a.type(), a.name(), a.mimeType(), a.size(), "{}", a.createdAt());
    }
}
