package ee.chatkit.protocol.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The documents in {@code src/test/resources/wire}: recorded responses of the reference implementation, and in {@code more}
 * further ones, one on a line. Each has a name for test reports.
 */
public final class WireDocuments {
    private static final Path FOLDER = Path.of("src/test/resources/wire");
    private static final String DATA = "data: ";

    private WireDocuments() {}

    public static Map<String, String> requests() {
        Map<String, String> found = files(".request.json");
        found.putAll(lines("more/requests.txt"));
        return found;
    }

    static Map<String, String> events() {
        var found = new LinkedHashMap<String, String>();
        files(".events.txt").forEach((name, text) -> {
            List<String> data =
                    text.lines().filter(line -> line.startsWith(DATA)).toList();
            for (int i = 0; i < data.size(); i++) {
                found.put(name + ":" + (i + 1), data.get(i).substring(DATA.length()));
            }
        });
        found.putAll(lines("more/events.txt"));
        return found;
    }

    static Map<String, String> responses() {
        return files(".response.json");
    }

    /** The items of the recorded pages, and further ones. */
    static Map<String, String> items() {
        Map<String, String> found = lines("more/items.txt");
        responses().forEach((name, text) -> {
            JsonObject answer = object(text);
            JsonObject page = answer.containsKey("items") ? answer.getJsonObject("items") : answer;
            if (page.get("data") instanceof JsonArray data) {
                for (JsonObject item : data.getValuesAs(JsonObject.class)) {
                    if (item.containsKey("thread_id")) {
                        found.put(name + ":" + item.getString("id"), item.toString());
                    }
                }
            }
        });
        return found;
    }

    static JsonObject object(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** Normalizes times to the format of this server, with offset and microseconds. */
    static JsonValue withNormalizedTimes(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                var copy = Json.createObjectBuilder();
                object.forEach((name, member) -> copy.add(
                        name, name.equals("created_at") ? ourTime((JsonString) member) : withNormalizedTimes(member)));
                yield copy.build();
            }
            case JsonArray array -> {
                var copy = Json.createArrayBuilder();
                array.forEach(element -> copy.add(withNormalizedTimes(element)));
                yield copy.build();
            }
            default -> value;
        };
    }

    private static JsonValue ourTime(JsonString time) {
        LocalDateTime read = LocalDateTime.parse(time.getString().replace("Z", ""));
        return Json.createValue(
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").format(read.atOffset(ZoneOffset.UTC)));
    }

    private static Map<String, String> files(String end) {
        try (var files = Files.list(FOLDER)) {
            var found = new TreeMap<String, String>();
            for (Path file : files.filter(path -> path.toString().endsWith(end)).toList()) {
                found.put(file.getFileName().toString(), Files.readString(file));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> lines(String file) {
        try {
            List<String> lines = Files.readAllLines(FOLDER.resolve(file));
            var found = new LinkedHashMap<String, String>();
            for (int i = 0; i < lines.size(); i++) {
                found.put(file + ":" + (i + 1), lines.get(i));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
