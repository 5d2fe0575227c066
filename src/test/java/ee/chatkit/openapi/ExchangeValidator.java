package ee.chatkit.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import ee.chatkit.openapi.OpenApiDocument.Operation;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Validates HTTP exchanges against the OpenAPI document: every response, and every request that was not
 * rejected. Each HTTP test thereby verifies the document.
 */
public final class ExchangeValidator {
    private static final String API = "/api/";
    private static final String EVENTS = "text/event-stream";
    private static final String DATA = "data: ";
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.packaged();
    private static final SchemaValidator SCHEMAS = new SchemaValidator(DOCUMENT);

    private static final String NDJSON = "ndjson";

    /** The response schema of each request type; the document can only list the alternatives. */
    private static final Map<String, String> ANSWERS = Map.of(
            "threads.get_by_id", "ChatKitThread",
            "threads.update", "ChatKitThread",
            "threads.list", "ChatKitThreadPage",
            "items.list", "ItemPage",
            "attachments.create", "Attachment",
            "input.transcribe", "Transcription");

    private ExchangeValidator() {}

    /**
     * Fails if an exchange is not as described. Exchanges outside of the API, such as health, are ignored.
     *
     * @param sent null if the request had no body
     * @param received null if the body is a stream that is read later
     */
    public static void check(HttpRequest request, byte[] sent, HttpResponse<?> response, byte[] received) {
        String path = request.uri().getRawPath();
        if (!path.contains(API)) {
            return;
        }
        List<String> complaints = new ArrayList<>();
        Optional<Operation> found = operation(request.method(), path.substring(path.indexOf(API)));
        if (found.isEmpty() && isPreflight(request)) {
            return; // CORS is below the API: every path answers it in the same way
        }
        if (found.isEmpty()) {
            complaints.addAll(undocumentedStatus(response.statusCode(), received));
        } else {
            Operation operation = found.get();
            complaints.addAll(responseErrors(operation, sent, response, received));
            if (response.statusCode() < 300) {
                complaints.addAll(queryErrors(operation, request.uri().getRawQuery()));
                complaints.addAll(requestBodyErrors(operation, request.headers(), sent));
            }
        }
        assertEquals(
                List.of(),
                complaints,
                () -> request.method() + " " + request.uri() + " answered " + response.statusCode() + " "
                        + text(received));
    }

    /** Fails if an event of a stream is not as described. */
    public static void checkEvent(String json) {
        assertEquals(List.of(), SCHEMAS.errors("ThreadStreamEvent", parse(json)), json);
    }

    private static boolean isPreflight(HttpRequest request) {
        return request.method().equals("OPTIONS")
                && request.headers().firstValue("Access-Control-Request-Method").isPresent();
    }

    private static Optional<Operation> operation(String method, String path) {
        return DOCUMENT.operations().stream()
                .filter(one -> one.method().equals(method.toLowerCase(Locale.ROOT)) && one.matches(path))
                .min(Comparator.comparingLong(Operation::placeholders));
    }

    /** The status of an undocumented path or method must be 404 or 405. */
    private static List<String> undocumentedStatus(int status, byte[] received) {
        return status == 401 || status == 404 || status == 405
                ? SCHEMAS.errors("Problem", parse(text(received)))
                : List.of("is not described");
    }

    private static List<String> responseErrors(
            Operation operation, byte[] sent, HttpResponse<?> response, byte[] received) {
        JsonNode described =
                DOCUMENT.resolve(operation.node().path("responses").path(Integer.toString(response.statusCode())));
        if (described.isMissingNode()) {
            return List.of("the status is not described");
        }
        List<String> complaints = new ArrayList<>(headerErrors(described.path("headers"), response.headers()));
        JsonNode contents = described.path("content");
        if (contents.isEmpty()) {
            if (received.length > 0) {
                complaints.add("a body is not described");
            }
            return complaints;
        }
        String type = contentType(response.headers());
        Optional<JsonNode> content = mediaTypeObject(contents, type);
        if (content.isEmpty()) {
            complaints.add("the type is not described: " + type);
        } else if (type.equals(EVENTS)) {
            checkEvents(received);
        } else if (type.endsWith(NDJSON)) {
            complaints.addAll(ndjsonErrors(content.get().path("schema"), response.headers(), received));
        } else if (type.endsWith("json")) {
            JsonNode value = parse(text(received));
            complaints.addAll(SCHEMAS.errors(content.get().path("schema"), value));
            if (contents.has(EVENTS)) {
                String asked = parse(text(sent)).path("type").asText();
                complaints.addAll(SCHEMAS.errors(ANSWERS.getOrDefault(asked, "UpdatedItem"), value));
            }
        }
        return complaints;
    }

    /** Each line is one JSON text of the schema. Compressed bodies are not validated here. */
    private static List<String> ndjsonErrors(JsonNode schema, HttpHeaders headers, byte[] received) {
        if (received == null || headers.firstValue("Content-Encoding").isPresent()) {
            return List.of();
        }
        return text(received)
                .lines()
                .flatMap(line -> SCHEMAS.errors(schema, parse(line)).stream())
                .toList();
    }

    private static void checkEvents(byte[] received) {
        if (received != null) {
            text(received)
                    .lines()
                    .filter(line -> line.startsWith(DATA))
                    .forEach(line -> checkEvent(line.substring(DATA.length())));
        }
    }

    private static List<String> headerErrors(JsonNode described, HttpHeaders headers) {
        List<String> complaints = new ArrayList<>();
        described.properties().forEach(member -> {
            JsonNode header = DOCUMENT.resolve(member.getValue());
            Optional<String> value = headers.firstValue(member.getKey());
            if (value.isPresent()) {
                complaints.addAll(SCHEMAS.errors(header.path("schema"), value(header, value.get())));
            } else if (header.path("required").asBoolean()) {
                complaints.add("the header " + member.getKey() + " is missing");
            }
        });
        return complaints;
    }

    private static List<String> queryErrors(Operation operation, String query) {
        List<String> complaints = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (String one : query == null ? new String[0] : query.split("&")) {
            String[] pair = one.split("=", 2);
            given.add(pair[0]);
            Optional<JsonNode> parameter = operation.parameters().stream()
                    .filter(described -> described.path("in").asText().equals("query")
                            && described.path("name").asText().equals(pair[0]))
                    .findFirst();
            if (parameter.isEmpty()) {
                complaints.add("the parameter " + pair[0] + " is not described");
            } else {
                JsonNode value = value(parameter.get(), URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
                complaints.addAll(SCHEMAS.errors(parameter.get().path("schema"), value));
            }
        }
        operation.parameters().stream()
                .filter(described -> described.path("in").asText().equals("query")
                        && described.path("required").asBoolean()
                        && !given.contains(described.path("name").asText()))
                .forEach(described -> complaints.add("without the parameter " + described.path("name")));
        return complaints;
    }

    private static List<String> requestBodyErrors(Operation operation, HttpHeaders headers, byte[] sent) {
        JsonNode contents = operation.node().path("requestBody").path("content");
        if (contents.isEmpty()) {
            return List.of();
        }
        String type = contentType(headers);
        Optional<JsonNode> content = mediaTypeObject(contents, type);
        if (content.isEmpty()) {
            return List.of("a body of the type " + type + " is not described");
        }
        return type.endsWith("json") && !type.endsWith(NDJSON)
                ? SCHEMAS.errors(content.get().path("schema"), parse(text(sent)))
                : List.of();
    }

    /** By the exact type, else by a range such as {@code image/*}, else by the wildcard. */
    private static Optional<JsonNode> mediaTypeObject(JsonNode contents, String type) {
        return List.of(type, type.replaceFirst("/.*", "/*"), "*/*").stream()
                .filter(contents::has)
                .map(contents::get)
                .findFirst();
    }

    private static String contentType(HttpHeaders headers) {
        return headers.firstValue("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip();
    }

    private static JsonNode value(JsonNode described, String text) {
        String type = DOCUMENT.resolve(described.path("schema")).path("type").asText();
        if (type.equals("integer") && text.matches("[0-9]{1,18}")) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        return type.equals("boolean") && text.matches("true|false")
                ? BooleanNode.valueOf(text.equals("true"))
                : TextNode.valueOf(text);
    }

    private static JsonNode parse(String json) {
        try {
            return OpenApiDocument.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
