package ee.chatkit.protocol.json;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;

/** Requests that are invalid independently of stored data. */
public final class InvalidRequests {
    /** Bodies that are not valid JSON objects. */
    public static final List<String> WHOLE = List.of(
            "",
            "null",
            "[]",
            "\"threads.list\"",
            "{\"type\":\"threads.list\",\"params\":{}",
            "{\"type\":\"threads.list\",\"params\":{}} x",
            "{\"type\":\"threads.list\",\"params\":{}}{}",
            "{'type':'threads.list','params':{}}",
            "{\"type\":\"threads.list\",\"params\":{\"limit\":05}}",
            "{\"type\":\"threads.list\",\"params\":{\"limit\":NaN}}",
            "{\"type\":\"threads.list\",\"params\":{\"after\":\"a\nb\"}}",
            "\uFEFF{\"type\":\"threads.list\",\"params\":{}}",
            "{\"type\":\"threads.list\",\"params\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001));

    private InvalidRequests() {}

    /**
     * A valid request with one invalid value.
     *
     * @param name the description for test reports
     * @param field the field that the exception must name
     */
    public record InvalidRequest(String name, JsonObject body, String field) {}

    /**
     * Each row makes a valid request of a type invalid: the position, the value to put there or {@code absent}, and the
     * field that the exception must name.
     */
    public static List<InvalidRequest> invalidFields() {
        return WireDocuments.lines("more/bad-requests.txt").values().stream()
                .map(row -> {
                    String[] cells = row.split(" \\| ", -1);
                    return new InvalidRequest(
                            row, withInvalidValue(validRequest(cells[0]), pointer(cells[1]), cells[2]), cells[3]);
                })
                .toList();
    }

    /** Returns a valid request of this type. */
    static JsonObject validRequest(String type) {
        return WireDocuments.object(WireDocuments.requests().get(type + ".request.json"));
    }

    static JsonObject withInvalidValue(JsonObject good, String place, String value) {
        JsonPointer pointer = Json.createPointer(place);
        if (value.equals("absent")) {
            return pointer.remove(good);
        }
        try (var reader = Json.createReader(new StringReader(value))) {
            JsonValue odd = reader.readValue();
            return pointer.containsValue(good) ? pointer.replace(good, odd) : pointer.add(good, odd);
        }
    }

    private static String pointer(String field) {
        return "/" + field.replace("[", ".").replace("]", "").replace('.', '/');
    }
}
