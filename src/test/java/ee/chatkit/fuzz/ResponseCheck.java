package ee.chatkit.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What every response has to fulfil, whatever the request was. */
final class ResponseCheck {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final List<String> INTERNALS = List.of(
            "\tat ",
            "exception",
            "ee.chatkit.",
            "java.",
            "jakarta.",
            "org.jboss",
            "org.glassfish",
            "resteasy",
            "jersey.",
            "hibernate",
            "sqlstate",
            "select ",
            "insert into");
    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer");
    private static final Set<String> DECIDED_503 =
            Set.of("urn:chatkit:problem:busy", "urn:chatkit:problem:unavailable");
    private static final String PROBLEM = "application/problem+json";

    /** The number of an event, where the client has asked for it. */
    private static final Pattern NUMBER = Pattern.compile("^id: [0-9]{1,18}\n");

    private ResponseCheck() {}

    /**
     * Checks the response to a request.
     *
     * @param response what was received until the connection was closed
     * @return what is wrong; empty if nothing is
     */
    static String failure(FuzzCase request, RawResponse response) {
        boolean ofApplication = response.isOfApplication();
        String failure = status(request, response, ofApplication);
        if (failure.isEmpty()) {
            failure = leak(response);
        }
        if (failure.isEmpty() && ofApplication) {
            failure = headers(response);
        }
        if (failure.isEmpty() && ofApplication && response.complete() && !request.ofHead()) {
            failure = body(request, response);
        }
        return failure;
    }

    private static String status(FuzzCase request, RawResponse response, boolean ofApplication) {
        int status = response.status();
        if (status == 0) {
            return request.wellFormed() ? "no response" : "";
        }
        // servers do not end the response when the request has not ended
        if (!response.complete() && !FuzzCase.isIncomplete(request.request())) {
            return "the response is truncated";
        }
        if (request.wellFormed() && !ofApplication && !ServerAnswers.isDocumented(request, response)) {
            return "not answered by the application";
        }
        if (request.rejected() && ofApplication && status < 300) {
            return "accepted";
        }
        // 501 and 505 are the server's own: a coding of the transfer, a version of HTTP
        boolean decided = status == 503 || (!ofApplication && (status == 501 || status == 505));
        return status >= 500 && !decided ? "status " + status : "";
    }

    private static String leak(RawResponse response) {
        String text = String.join("\r\n", response.headers()) + new String(response.body(), StandardCharsets.UTF_8);
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("openapi: 3")) {
            return "";
        }
        for (String internal : INTERNALS) {
            if (lower.contains(internal)) {
                return "contains \"" + internal.strip() + '"';
            }
        }
        return "";
    }

    private static String headers(RawResponse response) {
        for (Map.Entry<String, String> header : SECURITY_HEADERS.entrySet()) {
            if (!response.header(header.getKey()).equals(header.getValue()) || response.count(header.getKey()) != 1) {
                return "header " + header.getKey();
            }
        }
        if (response.header("Content-Security-Policy").isEmpty()) {
            return "header Content-Security-Policy";
        }
        if (!response.header("X-Injected").isEmpty() || response.count("X-Request-Id") != 1) {
            return "header of the request";
        }
        boolean ofPage = new String(response.body(), StandardCharsets.UTF_8).contains("<title>ChatKit EE</title>");
        boolean ofApi = response.header("Content-Security-Policy").contains("sandbox");
        return ofApi && !ofPage && response.mediaType().contains("html") ? "HTML" : "";
    }

    private static String body(FuzzCase request, RawResponse response) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(response.body()))
                    .toString();
        } catch (CharacterCodingException e) {
            return isText(response.mediaType()) ? "not UTF-8" : "";
        }
        if (response.status() >= 400) {
            return problem(request, response, text);
        }
        // an attachment may have any media type
        if (!response.header("Content-Disposition").isEmpty()
                && !response.mediaType().equals("application/x-ndjson")) {
            return "";
        }
        return switch (response.mediaType()) {
            case "application/json" -> json(text);
            case "text/event-stream" -> text.isEmpty() ? "" : stream(text); // OPTIONS
            case "application/x-ndjson" ->
                text.lines()
                        .map(ResponseCheck::json)
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElse("");
            default -> "";
        };
    }

    private static boolean isText(String mediaType) {
        return mediaType.contains("json") || mediaType.equals("text/event-stream");
    }

    private static String problem(FuzzCase request, RawResponse response, String text) {
        // the answer to the precondition of a static page has no body
        if (response.status() == 412 && text.isEmpty() && request.isConditional()) {
            return "";
        }
        // Payara omits the Content-Type if the request has a header Upgrade
        String type = response.mediaType();
        if (!type.equals(PROBLEM) && !(type.isEmpty() && text.startsWith("{\"type\":\""))) {
            return "no problem document";
        }
        String failure = json(text);
        if (!failure.isEmpty()) {
            return failure;
        }
        JsonNode problem = read(text);
        String name = problem.path("type").asText();
        if (problem.path("status").asInt() != response.status()
                || problem.path("title").asText().isEmpty()
                || !(name.startsWith("urn:chatkit:problem:") || name.equals("about:blank"))
                || !problem.path("request_id").asText().equals(response.header("X-Request-Id"))) {
            return "malformed problem document";
        }
        if (response.status() == 503 && (!DECIDED_503.contains(name) || response.count("Retry-After") != 1)) {
            return "undecided 503";
        }
        if (response.status() == 429 && response.count("Retry-After") != 1) {
            return "429 without Retry-After";
        }
        if (response.status() == 405 && response.count("Allow") == 0 && name.endsWith("method-not-allowed")) {
            return "405 without Allow";
        }
        return "";
    }

    private static String stream(String text) {
        if (!text.endsWith("\n\n")) {
            return "incomplete event";
        }
        for (String event : text.substring(0, text.length() - 2).split("\n\n", -1)) {
            if (event.equals(":")) {
                continue;
            }
            String data = NUMBER.matcher(event).replaceFirst("");
            if (!data.startsWith("data: ") || data.indexOf('\n') >= 0 || data.indexOf('\r') >= 0) {
                return "malformed event";
            }
            String failure = json(data.substring("data: ".length()));
            if (!failure.isEmpty()) {
                return failure;
            }
        }
        return "";
    }

    /** JSON in which no text has U+0000 or half of a character. */
    private static String json(String text) {
        JsonNode read = read(text);
        if (read == null) {
            return "malformed JSON";
        }
        return isClean(read) ? "" : "text that cannot be stored";
    }

    private static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static boolean isClean(JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue();
            return text.indexOf('\u0000') < 0
                    && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().indexOf('\u0000') >= 0) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!isClean(child)) {
                return false;
            }
        }
        return true;
    }
}
