package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Sends the recorded requests of the reference implementation, and compares every event and document with the recorded
 * ones: members, values, nulls and order. Ids, times, cursors, and the lengths of deltas may differ.
 */
public final class ReferenceReplay {
    private static final Path FOLDER = Path.of("src/test/resources/wire");
    private static final Pattern ID = Pattern.compile("(msg|thr|atc|tc|wf|tsk|shcx)_[0-9a-f]{8,32}");

    /** In the order of the recording: later requests contain ids of earlier answers. */
    private static final List<String> ORDER = List.of(
            "attachments.create",
            "threads.create",
            "threads.add_user_message",
            "turn.tool",
            "threads.add_client_tool_output",
            "items.list.tool",
            "turn.hidden",
            "turn.widget",
            "threads.custom_action",
            "threads.custom_action.on_message",
            "threads.sync_custom_action",
            "turn.structured",
            "threads.add_structured_input",
            "turn.error",
            "turn.custom_error",
            "turn.remove",
            "turn.replace",
            "turn.workflow",
            "turn.misc",
            "turn.lock",
            "turn.meta",
            "items.list",
            "items.list.asc",
            "items.feedback",
            "threads.get_by_id",
            "threads.list",
            "threads.update",
            "threads.retry_after_item",
            "attachments.create.image",
            "attachments.delete",
            "input.transcribe",
            "threads.delete");

    private final Map<String, String> idsBySampleId = new HashMap<>();
    private final TestedServer server;

    /** Creates a replay against a server. */
    public ReferenceReplay(TestedServer testedServer) {
        this.server = testedServer;
    }

    /** The server under test. */
    public interface TestedServer {
        /** The events that answer a request. */
        List<JsonValue> events(String body);

        /** The document that answers a request. */
        JsonValue document(String body);

        /** Removes what may differ from an answer, a recorded one or the server's. */
        JsonValue comparable(JsonValue answer);
    }

    /** The names of the recorded requests. */
    static Set<String> sampleNames() {
        return new TreeSet<>(ORDER);
    }

    /** Sends all requests. */
    public void run() throws IOException {
        for (String name : ORDER) {
            String body = ID.matcher(Files.readString(FOLDER.resolve(name + ".request.json")))
                    .replaceAll(match -> idsBySampleId.getOrDefault(match.group(), match.group()));
            if (Files.exists(FOLDER.resolve(name + ".events.txt"))) {
                compare(name, sampleEvents(name), server.events(body));
            } else {
                String sample = Files.readString(FOLDER.resolve(name + ".response.json"));
                compare(name, List.of(WireJson.value(sample)), List.of(server.document(body)));
            }
        }
    }

    private void compare(String name, List<JsonValue> sample, List<JsonValue> answer) {
        var expected = joined(comparable(sample));
        var actual = joined(comparable(answer));
        assertEquals(lines(expected), lines(actual), name);
        for (int i = 0; i < expected.size(); i++) {
            recordIds(expected.get(i), actual.get(i));
        }
    }

    private List<JsonValue> comparable(List<JsonValue> values) {
        return values.stream().map(server::comparable).toList();
    }

    private static String lines(List<JsonValue> values) {
        return String.join(
                "\n",
                values.stream()
                        .map(ReferenceReplay::normalized)
                        .map(JsonValue::toString)
                        .toList());
    }

    /** Joins consecutive deltas: ids are longer than the recorded ones, and so are texts that contain them. */
    private static List<JsonValue> joined(List<JsonValue> events) {
        var joined = new ArrayList<JsonValue>();
        for (JsonValue event : events) {
            JsonValue last = joined.isEmpty() ? JsonValue.NULL : joined.getLast();
            if (isDelta(event) && isDelta(last)) {
                String text = delta(last) + delta(event);
                var update = Json.createObjectBuilder(last.asJsonObject().getJsonObject("update"))
                        .add("delta", text);
                joined.set(
                        joined.size() - 1,
                        Json.createObjectBuilder(last.asJsonObject())
                                .add("update", update)
                                .build());
            } else {
                joined.add(event);
            }
        }
        return joined;
    }

    private static boolean isDelta(JsonValue event) {
        return event instanceof JsonObject object
                && object.get("update") instanceof JsonObject update
                && update.containsKey("delta");
    }

    private static String delta(JsonValue event) {
        return event.asJsonObject().getJsonObject("update").getString("delta");
    }

    /** Sorts members, and removes ids, times and cursors. */
    private static JsonValue normalized(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                var copy = Json.createObjectBuilder();
                new TreeSet<>(object.keySet()).forEach(name -> copy.add(name, normalized(name, object.get(name))));
                yield copy.build();
            }
            case JsonArray array -> {
                var copy = Json.createArrayBuilder();
                array.forEach(element -> copy.add(normalized(element)));
                yield copy.build();
            }
            case JsonString string ->
                Json.createValue(ID.matcher(string.getString()).replaceAll("$1_"));
            default -> value;
        };
    }

    private static JsonValue normalized(String name, JsonValue value) {
        assertNotNull(value);
        return name.equals("created_at") || name.equals("after") ? Json.createValue(name) : normalized(value);
    }

    /** Records which id corresponds to which one of the recording. */
    private void recordIds(JsonValue sample, JsonValue answer) {
        switch (sample) {
            case JsonObject object ->
                object.forEach((name, member) -> {
                    if (!name.equals("after")) {
                        recordIds(member, answer.asJsonObject().get(name));
                    }
                });
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    recordIds(array.get(i), answer.asJsonArray().get(i));
                }
            }
            case JsonString string -> {
                if (ID.matcher(string.getString()).matches()) {
                    String known = idsBySampleId.put(string.getString(), ((JsonString) answer).getString());
                    if (known != null && !known.equals(((JsonString) answer).getString())) {
                        fail(string + " corresponds to two ids: " + known + " and " + answer);
                    }
                }
            }
            default -> {}
        }
    }

    private static List<JsonValue> sampleEvents(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name + ".events.txt"))
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> WireJson.value(line.substring("data: ".length())))
                .toList();
    }
}
