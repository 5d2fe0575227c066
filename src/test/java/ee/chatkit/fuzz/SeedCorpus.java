package ee.chatkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import ee.chatkit.fuzz.SeedRequest.Kind;
import ee.chatkit.openapi.OpenApiDocument;
import ee.chatkit.openapi.OpenApiDocument.Operation;
import ee.chatkit.protocol.json.WireDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The valid requests that are changed: the examples of the OpenAPI document, so that a new operation belongs to them by
 * itself; the recorded requests of the ChatKit protocol; and those of {@code src/test/resources/fuzz}.
 */
final class SeedCorpus {
    private static final Path FOLDER = Path.of("src/test/resources/fuzz");
    private static final String PROTOCOL_PATH = "/api/chatkit";
    private static final String JSON_HEADER = "Content-Type: application/json";
    private static final Pattern SAMPLE_ID = Pattern.compile("\"(thr|msg|atc|opp|tc|trn)_[0-9a-f]{1,32}\"");
    private static final Map<String, String> BY_PREFIX = Map.of(
            "thr", "{thread}",
            "msg", "{message}",
            "atc", "{attachment}",
            "opp", "{opportunity}",
            "tc", "{tool_call}",
            "trn", "{turn}");
    private static final Map<String, String> BY_PATH = Map.of(
            "opportunities", "{opportunity}",
            "threads", "{thread}",
            "items", "{message}",
            "turns", "{turn}",
            "attachments", "{attachment}",
            "attachment-links", "{attachment}");
    private static final Map<String, String> QUERY_VALUES = Map.of(
            "q", "pier%20-%22no%20such%20words%22",
            "limit", "2",
            "order", "asc",
            "expires", "99999999999",
            "signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "contents", "true",
            "users", "own",
            "dry_run", "true",
            "report", "all");

    private SeedCorpus() {}

    /** All of them, always in the same order. */
    static List<SeedRequest> read() {
        List<SeedRequest> seeds = new ArrayList<>();
        OpenApiDocument.packaged().operations().forEach(operation -> seeds.addAll(ofOperation(operation)));
        WireDocuments.requests()
                .values()
                .forEach(body -> seeds.add(new SeedRequest(
                        Kind.PROTOCOL, "POST", PROTOCOL_PATH, List.of(JSON_HEADER), withPlaceholders(body))));
        seeds.addAll(ofFile(text("requests.http"), text("export.ndjson")));
        return List.copyOf(seeds);
    }

    private static List<SeedRequest> ofOperation(Operation operation) {
        String target = target(operation);
        String method = operation.method().toUpperCase(Locale.ROOT);
        List<SeedRequest> seeds = new ArrayList<>();
        OpenApiDocument document = OpenApiDocument.packaged();
        operation.node().path("requestBody").path("content").properties().forEach(content -> {
            for (JsonNode example : examples(content.getValue())) {
                JsonNode value = document.resolve(example);
                String body = (value.has("value") ? value.get("value") : value).toString();
                seeds.add(new SeedRequest(
                        kind(target),
                        method,
                        target,
                        List.of("Content-Type: " + content.getKey()),
                        withPlaceholders(body)));
            }
        });
        return seeds.isEmpty() ? List.of(new SeedRequest(kind(target), method, target, List.of(), "")) : seeds;
    }

    private static List<JsonNode> examples(JsonNode content) {
        List<JsonNode> found = new ArrayList<>();
        if (content.has("example")) {
            found.add(content.get("example"));
        }
        content.path("examples").forEach(found::add);
        return found;
    }

    private static String target(Operation operation) {
        var target = new StringBuilder();
        String last = "";
        for (String segment : operation.path().substring(1).split("/", -1)) {
            target.append('/').append(segment.startsWith("{") ? BY_PATH.getOrDefault(last, segment) : segment);
            last = segment;
        }
        char separator = '?';
        for (JsonNode parameter : operation.parameters()) {
            String value = QUERY_VALUES.get(parameter.path("name").asText());
            if (parameter.path("in").asText().equals("query") && value != null) {
                target.append(separator)
                        .append(parameter.path("name").asText())
                        .append('=')
                        .append(value);
                separator = '&';
            }
        }
        return target.toString();
    }

    private static Kind kind(String target) {
        if (target.contains("/chatkit")) {
            return Kind.PROTOCOL;
        }
        return target.startsWith("/api/import") ? Kind.IMPORT : Kind.REST;
    }

    private static String withPlaceholders(String json) {
        return SAMPLE_ID.matcher(json).replaceAll(match -> '"' + BY_PREFIX.get(match.group(1)) + '"');
    }

    private static List<SeedRequest> ofFile(String text, String export) {
        List<SeedRequest> seeds = new ArrayList<>();
        String[] blocks = text.split("(?m)^### ", -1);
        for (int n = 1; n < blocks.length; n++) {
            String[] headAndBody = blocks[n].split("\n\n", 2);
            List<String> lines = headAndBody[0].lines().toList();
            String[] request = lines.get(1).split(" ", 2);
            String body = headAndBody.length == 1 ? "" : headAndBody[1].strip();
            if (lines.toString().contains("multipart/")) {
                body = body.replace("\n", "\r\n") + "\r\n";
            }
            seeds.add(new SeedRequest(
                    Kind.of(lines.getFirst()),
                    request[0],
                    request[1],
                    lines.subList(2, lines.size()),
                    body.replace("{export}", ImportMutator.withEnd(export))));
        }
        return seeds;
    }

    private static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
