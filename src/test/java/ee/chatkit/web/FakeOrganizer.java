package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Search, pins, archive and labels of a fake server, over the threads of its protocol. What is searched for is one part of the
 * text, without regard to case.
 */
final class FakeOrganizer {
    private static final Pattern LIST = Pattern.compile("/api/(?:opportunities/([^/]+)/)?threads");
    private static final Pattern THREAD = Pattern.compile("/api/threads/([^/]+)");
    private static final Instant LATEST = Instant.parse("2026-11-23T10:00:00Z");

    /** Whether the server has this; otherwise it is one that does not know it. */
    volatile boolean enabled;
    /** Whether it says of threads how they are organised; otherwise it is one that has search only. */
    volatile boolean organizes = true;
    /** The next search requests are answered by these. */
    final Queue<HttpHandler> searches = new ConcurrentLinkedQueue<>();
    /** The next changes of threads are answered by these. */
    final Queue<HttpHandler> changes = new ConcurrentLinkedQueue<>();

    private final FakeProtocol protocol;
    private final Map<String, JsonObject> organization = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FakeOrganizer(FakeProtocol protocol) {
        this.protocol = protocol;
    }

    /** Changes what organises a thread, by a merge patch. Returns the thread as the REST API has it. */
    JsonObject organize(String id, String patch) {
        organization.merge(id, FakeProtocol.json(patch), (before, change) -> {
            JsonObjectBuilder merged = Json.createObjectBuilder(before);
            change.forEach(merged::add);
            return merged.build();
        });
        return thread(id);
    }

    /** The requests so far, such as {@code GET /api/search?q=pier}, with their queries decoded. */
    List<String> requests(String part) {
        return requests.stream().filter(request -> request.contains(part)).toList();
    }

    /** The searches so far, without the one that finds out whether there is search. */
    List<String> searched() {
        return requests("/api/search").stream()
                .map(request -> parameters(request).getOrDefault("q", ""))
                .filter(query -> !query.isEmpty())
                .toList();
    }

    /** Answers a request if it is one of these. Returns whether it is. */
    boolean handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String path = uri.getPath();
        Matcher list = LIST.matcher(path);
        Matcher thread = THREAD.matcher(path);
        boolean search = path.equals("/api/search");
        if (!search && !list.matches() && !thread.matches()) {
            return false;
        }
        String request = exchange.getRequestMethod() + " " + URLDecoder.decode(uri.toString(), UTF_8);
        requests.add(request);
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpHandler prepared =
                search && !parameters(request).getOrDefault("q", "").isEmpty()
                        ? searches.poll()
                        : thread.matches() ? changes.poll() : null;
        if (!enabled) {
            FakeProtocol.problem(exchange, 404, "Not found");
        } else if (prepared != null) {
            prepared.handle(exchange);
        } else if (search) {
            search(exchange, parameters(request));
        } else if (list.matches()) {
            FakeRest.json(
                    exchange, 200, list(list.group(1), parameters(request)).toString());
        } else {
            change(exchange, thread.group(1), new String(body, UTF_8));
        }
        return true;
    }

    private static Map<String, String> parameters(String request) {
        Map<String, String> parameters = new HashMap<>();
        int query = request.indexOf('?');
        for (String pair :
                query < 0 ? new String[0] : request.substring(query + 1).split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return parameters;
    }

    private JsonObject thread(String id) {
        List<JsonObject> threads = protocol.threads();
        int position = 0;
        while (!threads.get(position).getString("id").equals(id)) {
            position++;
        }
        JsonObjectBuilder thread = Json.createObjectBuilder(threads.get(position))
                .add("updated_at", LATEST.plusSeconds(position).toString());
        if (!organizes) {
            return thread.build();
        }
        thread.add("pinned", false).add("archived", false).add("labels", JsonValue.EMPTY_JSON_ARRAY);
        organization.getOrDefault(id, JsonValue.EMPTY_JSON_OBJECT).forEach(thread::add);
        return thread.build();
    }

    /** The threads as the REST API has them, latest activity first. */
    List<JsonObject> threads() {
        return protocol.threads().reversed().stream()
                .map(thread -> thread(thread.getString("id")))
                .toList();
    }

    private JsonObject list(String opportunity, Map<String, String> parameters) {
        List<JsonObject> found = threads().stream()
                .filter(thread -> opportunity == null || opportunity.equals(thread.getString("opportunity_id", "")))
                .filter(thread -> !organizes
                        || parameters.getOrDefault("archived", "false").equals("any")
                        || String.valueOf(thread.getBoolean("archived"))
                                .equals(parameters.getOrDefault("archived", "false")))
                .filter(thread -> !organizes
                        || !parameters.containsKey("pinned")
                        || String.valueOf(thread.getBoolean("pinned")).equals(parameters.get("pinned")))
                .filter(thread -> !parameters.containsKey("label")
                        || thread.getJsonArray("labels").contains(Json.createValue(parameters.get("label"))))
                .toList();
        return page(found, parameters);
    }

    private static JsonObject page(List<JsonObject> all, Map<String, String> parameters) {
        int from = Integer.parseInt(parameters.getOrDefault("after", "0"));
        int to = Math.min(all.size(), from + Integer.parseInt(parameters.getOrDefault("limit", "20")));
        JsonArrayBuilder data = Json.createArrayBuilder();
        all.subList(from, to).forEach(data::add);
        JsonObjectBuilder page = Json.createObjectBuilder().add("data", data).add("has_more", to < all.size());
        if (to < all.size()) {
            page.add("after", String.valueOf(to));
        }
        return page.build();
    }

    private void search(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        String query = parameters.getOrDefault("q", "");
        if (query.isEmpty()) {
            FakeProtocol.problem(exchange, 400, "q must not be empty");
            return;
        }
        List<JsonObject> hits = new ArrayList<>();
        for (JsonObject thread : threads()) {
            if (parameters
                    .getOrDefault("opportunity_id", thread.getString("opportunity_id", ""))
                    .equals(thread.getString("opportunity_id", ""))) {
                hit(thread, null, thread.getString("title", ""), query, hits);
                protocol.items(thread.getString("id"))
                        .reversed()
                        .forEach(item -> hit(thread, item, textOf(item), query, hits));
            }
        }
        FakeRest.json(exchange, 200, page(hits, parameters).toString());
    }

    private static String textOf(JsonObject item) {
        StringBuilder text = new StringBuilder();
        if (item.containsKey("content")) {
            item.getJsonArray("content")
                    .getValuesAs(JsonObject.class)
                    .forEach(part -> text.append(part.getString("text", "")));
        }
        return text.toString();
    }

    private static void hit(JsonObject thread, JsonObject item, String text, String query, List<JsonObject> hits) {
        String folded = text.toLowerCase(Locale.ROOT);
        String part = query.toLowerCase(Locale.ROOT);
        JsonArrayBuilder ranges = Json.createArrayBuilder();
        int found = 0;
        for (int at = folded.indexOf(part); at >= 0; at = folded.indexOf(part, at + part.length())) {
            ranges.add(Json.createObjectBuilder().add("start", at).add("end", at + part.length()));
            found++;
        }
        if (found > 0) {
            JsonObjectBuilder hit = Json.createObjectBuilder()
                    .add("thread", thread)
                    .add("snippet", Json.createObjectBuilder().add("text", text).add("ranges", ranges))
                    .add("rank", 0.5);
            if (item == null) {
                hit.addNull("item");
            } else {
                hit.add(
                        "item",
                        Json.createObjectBuilder()
                                .add("id", item.getString("id"))
                                .add("type", item.getString("type"))
                                .add("created_at", item.getString("created_at")));
            }
            hits.add(hit.build());
        }
    }

    private void change(HttpExchange exchange, String id, String body) throws IOException {
        if (protocol.thread(id) == null) {
            FakeProtocol.problem(exchange, 404, "Not found");
            return;
        }
        if (exchange.getRequestMethod().equals("DELETE")) {
            protocol.deleteThread(id);
            FakeChatKitServer.respond(exchange, 204, "text/plain", new byte[0]);
            return;
        }
        if (exchange.getRequestMethod().equals("PATCH")) {
            try (var reader = Json.createReader(new StringReader(body))) {
                JsonObject patch = reader.readObject();
                patch.forEach((name, value) -> {
                    if (name.equals("title")) {
                        protocol.changeThread(id, name, value);
                    } else {
                        organize(
                                id,
                                Json.createObjectBuilder()
                                        .add(name, value)
                                        .build()
                                        .toString());
                    }
                });
            }
        }
        FakeRest.json(exchange, 200, thread(id).toString());
    }
}
