package ee.chatkit.faults;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A response of a node. */
final class Reply {
    private static final String DATA = "data: ";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean complete;

    /**
     * A response.
     *
     * @param headers the first value of each, by names in lower case
     * @param body is not copied
     * @param complete false if the connection broke before the end of the body
     */
    Reply(int status, Map<String, String> headers, byte[] body, boolean complete) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.complete = complete;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    boolean isComplete() {
        return complete;
    }

    /** Whether the request was acknowledged. */
    boolean isSuccess() {
        return status >= 200 && status < 300 && complete;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonObject json() {
        return parse(text());
    }

    /** The complete events of a stream. */
    List<JsonObject> events() {
        String text = text();
        return text.substring(0, text.lastIndexOf("\n\n") + 1)
                .lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> parse(line.substring(DATA.length())))
                .toList();
    }

    private static JsonObject parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
