package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import ee.chatkit.protocol.json.EventJson;
import ee.chatkit.protocol.json.RequestReader;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Asks what the reference was asked and compares every event and answer with its own: members, values, nulls and order.
 * Only ids, times and cursors differ, and into how many pieces a text is cut.
 */
@ParameterizedClass
@EnumSource(TestStores.class)
class ReplayTest {
    private static final Path FOLDER = Path.of("src/test/resources/wire");
    private static final Pattern ID = Pattern.compile("(msg|thr|atc|tc|wf|tsk|shcx)_[0-9a-f]{8,32}");

    /** In the order in which the reference was asked: ids of earlier answers stand in later requests. */
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

    private final Map<String, String> ours = new HashMap<>();

    private final ChatRig rig;

    ReplayTest(TestStores stores) {
        this.rig = new ChatRig(stores, new ProbeResponder());
    }

    @Test
    void everyRequestIsAnsweredAsTheReferenceDoes() throws IOException {
        for (String name : ORDER) {
            replay(name);
        }
    }

    @Test
    void noSampleIsLeftOut() throws IOException {
        try (var files = Files.list(FOLDER)) {
            var names = new TreeSet<String>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".request.json"))
                    .forEach(name -> names.add(name.replace(".request.json", "")));
            assertEquals(names, new TreeSet<>(Set.copyOf(ORDER)));
        }
    }

    private void replay(String name) throws IOException {
        String body = ID.matcher(Files.readString(FOLDER.resolve(name + ".request.json")))
                .replaceAll(match -> ours.getOrDefault(match.group(), match.group()));
        var call = RequestReader.read(body.getBytes(StandardCharsets.UTF_8));
        switch (call.request()) {
            case StreamingRequest request -> {
                var events = new ArrayList<JsonValue>();
                rig.prepare(request).run(event -> events.add(parse(EventJson.write(event))));
                compare(name, sampleEvents(name), events);
            }
            case ImmediateRequest request -> {
                String answer = rig.server.answer(rig.everything(), request, call.metadata());
                String sample = Files.readString(FOLDER.resolve(name + ".response.json"));
                compare(name, List.of(parse(sample)), List.of(parse(answer)));
            }
        }
    }

    private void compare(String name, List<JsonValue> sample, List<JsonValue> answer) {
        var expected = joined(sample);
        var actual = joined(answer);
        assertEquals(lines(expected), lines(actual), name);
        for (int i = 0; i < expected.size(); i++) {
            learn(expected.get(i), actual.get(i));
        }
    }

    private static String lines(List<JsonValue> values) {
        return String.join(
                "\n",
                values.stream().map(ReplayTest::plain).map(JsonValue::toString).toList());
    }

    /** Deltas that follow each other become one: our ids are longer, and so are texts that have them. */
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

    /** Members in one order; ids, times and cursors without what differs. */
    private static JsonValue plain(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                var copy = Json.createObjectBuilder();
                new TreeSet<>(object.keySet()).forEach(name -> copy.add(name, plain(name, object.get(name))));
                yield copy.build();
            }
            case JsonArray array -> {
                var copy = Json.createArrayBuilder();
                array.forEach(element -> copy.add(plain(element)));
                yield copy.build();
            }
            case JsonString string ->
                Json.createValue(ID.matcher(string.getString()).replaceAll("$1_"));
            default -> value;
        };
    }

    private static JsonValue plain(String name, JsonValue value) {
        assertNotNull(value);
        return name.equals("created_at") || name.equals("after") ? Json.createValue(name) : plain(value);
    }

    /** Which of our ids stands where the sample has one of its own. */
    private void learn(JsonValue sample, JsonValue answer) {
        switch (sample) {
            case JsonObject object ->
                object.forEach((name, member) -> {
                    if (!name.equals("after")) {
                        learn(member, answer.asJsonObject().get(name));
                    }
                });
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    learn(array.get(i), answer.asJsonArray().get(i));
                }
            }
            case JsonString string -> {
                if (ID.matcher(string.getString()).matches()) {
                    String known = ours.put(string.getString(), ((JsonString) answer).getString());
                    if (known != null && !known.equals(((JsonString) answer).getString())) {
                        fail(string + " is two things: " + known + " and " + answer);
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
                .map(line -> parse(line.substring("data: ".length())))
                .toList();
    }

    private static JsonValue parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }
}
