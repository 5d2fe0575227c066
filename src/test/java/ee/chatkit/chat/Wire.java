package ee.chatkit.chat;

import jakarta.json.JsonValue;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** JSON by value: a store may write it differently. */
final class Wire {
    private Wire() {}

    static JsonValue value(String json) {
        try (var reader = jakarta.json.Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    static JsonValue value(ee.chatkit.protocol.@Nullable Json json) {
        return json == null ? JsonValue.NULL : value(json.text());
    }
}
