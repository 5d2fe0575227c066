package ee.chatkit.chat;

import jakarta.json.JsonValue;
import java.io.StringReader;

/** Parses JSON to compare it by value: a store may format it differently. */
final class WireJson {
    private WireJson() {}

    static JsonValue value(String json) {
        try (var reader = jakarta.json.Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    static JsonValue value(ee.chatkit.protocol.RawJson rawJson) {
        return rawJson == null ? JsonValue.NULL : value(rawJson.text());
    }
}
