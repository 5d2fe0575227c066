package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The ChatKit protocol over a state in memory: threads with their items, attachments. It checks nothing: the tests of the real
 * server do.
 */
public final class FakeProtocol implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-11-22T14:42:00Z");

    /** The turns that go on without their connection, if the server has them. */
    final FakeTurns journal = new FakeTurns();

    /** Search, pins, archive and labels, if the server has them. */
    final FakeOrganizer organizer = new FakeOrganizer(this);

    final Queue<FakeTurn.Script> scripts = new ConcurrentLinkedQueue<>();
    /** What was uploaded, by the attachment's ID. */
    final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
    /** Why turns ended early: the browser closed the connection. */
    final List<String> abandonedTurns = new CopyOnWriteArrayList<>();
    /** The answer to {@code threads.sync_custom_action}. */
    volatile Function<JsonObject, JsonObject> onSyncAction = params -> JsonValue.EMPTY_JSON_OBJECT;
    /** What {@code input.transcribe} understands. */
    volatile String transcript = "Dictated text";

    private final Map<String, JsonObject> threads = new LinkedHashMap<>();
    private final Map<String, List<JsonObject>> items = new LinkedHashMap<>();
    private final Map<String, JsonObject> attachments = new LinkedHashMap<>();
    private final List<Thread> turns = new CopyOnWriteArrayList<>();
    private int sequence;

    /** Reads JSON. If it has no quotation mark, apostrophes stand for them, which reads better in Java. */
    static JsonObject json(String text) {
        String json = text.indexOf('"') < 0 ? text.replace('\'', '"') : text;
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    static JsonObject outputText(String text) {
        return Json.createObjectBuilder()
                .add("type", "output_text")
                .add("text", text)
                .add("annotations", Json.createArrayBuilder())
                .build();
    }

    // state, for tests

    /** Adds a thread. Returns its ID. */
    public synchronized String addThread(String title) {
        return addThread(title, "{}");
    }

    /** Adds a thread with further members, given as JSON. */
    synchronized String addThread(String title, String members) {
        String id = "thr_" + ++sequence;
        JsonObjectBuilder thread = Json.createObjectBuilder()
                .add("id", id)
                .add("created_at", time())
                .add("status", Json.createObjectBuilder().add("type", "active"))
                .add("metadata", Json.createObjectBuilder());
        if (title != null) {
            thread.add("title", title);
        }
        json(members).forEach(thread::add);
        threads.put(id, thread.build());
        items.put(id, new ArrayList<>());
        return id;
    }

    /** Adds an item, given as JSON, at the end of a thread. Returns its ID. */
    synchronized String addItem(String threadId, String json) {
        JsonObject item = newItem(threadId, json(json));
        store(threadId, item);
        return item.getString("id");
    }

    public String addUserMessage(String threadId, String text) {
        JsonObject item = userMessage(Json.createObjectBuilder()
                .add(
                        "content",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("type", "input_text")
                                        .add("text", text)))
                .build());
        return addItem(threadId, item.toString());
    }

    public String addAssistantMessage(String threadId, String text) {
        return addItem(
                threadId,
                Json.createObjectBuilder()
                        .add("type", "assistant_message")
                        .add("content", Json.createArrayBuilder().add(outputText(text)))
                        .build()
                        .toString());
    }

    synchronized JsonObject thread(String id) {
        return threads.get(id);
    }

    synchronized List<JsonObject> threads() {
        return List.copyOf(threads.values());
    }

    synchronized List<JsonObject> items(String threadId) {
        return List.copyOf(items.get(threadId));
    }

    synchronized JsonObject changeThread(String id, String name, JsonValue value) {
        return threads.compute(
                id,
                (key, thread) ->
                        Json.createObjectBuilder(thread).add(name, value).build());
    }

    synchronized void deleteThread(String id) {
        threads.remove(id);
        items.remove(id);
    }

    /** The item with an ID, a time and its thread, where it has none. */
    synchronized JsonObject newItem(String threadId, JsonObject item) {
        JsonObjectBuilder complete = Json.createObjectBuilder()
                .add("id", "itm_" + ++sequence)
                .add("thread_id", threadId)
                .add("created_at", time());
        item.forEach(complete::add);
        return complete.build();
    }

    /** Adds an item, or replaces the one that has its ID. The thread becomes the latest. */
    synchronized void store(String threadId, JsonObject item) {
        List<JsonObject> stored = items.get(threadId);
        for (int i = 0; i < stored.size(); i++) {
            if (stored.get(i).getString("id").equals(item.getString("id"))) {
                stored.set(i, item);
                return;
            }
        }
        stored.add(item);
        threads.put(threadId, threads.remove(threadId));
    }

    private String time() {
        return START.plusSeconds(++sequence).toString();
    }

    // requests

    void answer(FakeChatKitServer.Request request, HttpExchange exchange) throws IOException {
        JsonObject params = request.params();
        String threadId = params.getString("thread_id", null);
        if (threadId != null && thread(threadId) == null) {
            problem(exchange, 404, "There is no such thread.");
            return;
        }
        switch (request.type()) {
            case "threads.create",
                    "threads.add_user_message",
                    "threads.add_client_tool_output",
                    "threads.add_structured_input",
                    "threads.retry_after_item",
                    "threads.custom_action" -> turn(request, exchange);
            default -> document(exchange, document(request));
        }
    }

    private synchronized JsonObject document(FakeChatKitServer.Request request) {
        JsonObject params = request.params();
        String threadId = params.getString("thread_id", null);
        return switch (request.type()) {
            case "threads.get_by_id" ->
                Json.createObjectBuilder(thread(threadId))
                        .add("items", page(items.get(threadId), params, "asc"))
                        .build();
            case "threads.list" -> page(new ArrayList<>(threads.values()), params, "desc");
            case "items.list" -> page(items.get(threadId), params, "desc");
            case "threads.update" -> changeThread(threadId, "title", params.get("title"));
            case "threads.delete" -> {
                deleteThread(threadId);
                yield JsonValue.EMPTY_JSON_OBJECT;
            }
            case "threads.sync_custom_action" -> onSyncAction.apply(params);
            case "attachments.create" -> attachment(params);
            case "input.transcribe" ->
                Json.createObjectBuilder().add("text", transcript).build();
            default -> JsonValue.EMPTY_JSON_OBJECT;
        };
    }

    private static JsonObject page(List<JsonObject> all, JsonObject params, String defaultOrder) {
        List<JsonObject> ordered = new ArrayList<>(all);
        if (params.getString("order", defaultOrder).equals("desc")) {
            Collections.reverse(ordered);
        }
        int limit = params.getInt("limit", 20);
        String after = params.getString("after", null);
        int start = 0;
        for (int i = 0; after != null && i < ordered.size(); i++) {
            if (ordered.get(i).getString("id").equals(after)) {
                start = i + 1;
            }
        }
        List<JsonObject> data = ordered.subList(start, Math.min(start + limit, ordered.size()));
        boolean more = start + limit < ordered.size();
        JsonArrayBuilder array = Json.createArrayBuilder();
        data.forEach(array::add);
        JsonObjectBuilder page = Json.createObjectBuilder().add("data", array).add("has_more", more);
        if (more) {
            page.add("after", data.get(data.size() - 1).getString("id"));
        }
        return page.build();
    }

    private JsonObject attachment(JsonObject params) {
        String id = "atc_" + ++sequence;
        boolean image = params.getString("mime_type").startsWith("image/");
        JsonObjectBuilder attachment = Json.createObjectBuilder()
                .add("type", image ? "image" : "file")
                .add("id", id)
                .add("name", params.getString("name"))
                .add("mime_type", params.getString("mime_type"));
        if (image) {
            attachment.add("preview_url", "/upload/" + id);
        }
        JsonObject stored = attachment.build();
        attachments.put(id, stored);
        return Json.createObjectBuilder(stored)
                .add(
                        "upload_descriptor",
                        Json.createObjectBuilder()
                                .add("url", "/upload/" + id)
                                .add("method", "PUT")
                                .add("headers", Json.createObjectBuilder()))
                .build();
    }

    /** Takes the bytes of an attachment, or gives them back; a form ({@code /upload/direct}) becomes an attachment. */
    void upload(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring("/upload/".length());
        if (exchange.getRequestMethod().equals("GET")) {
            byte[] bytes = uploads.getOrDefault(id, new byte[0]);
            FakeChatKitServer.respond(exchange, bytes.length == 0 ? 404 : 200, "image/png", bytes);
            return;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!id.equals("direct")) {
            uploads.put(id, body);
            FakeChatKitServer.respond(exchange, 204, "text/plain", new byte[0]);
            return;
        }
        String head = new String(body, 0, Math.min(body.length, 1000), UTF_8);
        JsonObject params = Json.createObjectBuilder()
                .add("name", group(head, "filename=\"([^\"]*)\""))
                .add("mime_type", group(head, "Content-Type: *(\\S+)"))
                .build();
        JsonObject attachment;
        synchronized (this) {
            attachment = attachments.get(attachment(params).getString("id"));
        }
        uploads.put(attachment.getString("id"), body);
        document(exchange, attachment);
    }

    private static String group(String text, String expression) {
        var matcher = Pattern.compile(expression).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private void turn(FakeChatKitServer.Request request, HttpExchange exchange) throws IOException {
        String threadId = request.params().getString("thread_id", null);
        boolean created = threadId == null;
        String id = created ? addThread(null) : threadId;
        if (journal.enabled && "continue".equals(request.header("Chatkit-on-disconnect"))) {
            FakeTurns.Journal started = journal.begin(id);
            var turn = new FakeTurn(this, request, id, started);
            Thread.startVirtualThread(() -> runWithoutConnection(turn, created));
            journal.answer(started, exchange);
        } else {
            run(new FakeTurn(this, request, id, exchange), created);
        }
    }

    private void runWithoutConnection(FakeTurn turn, boolean created) {
        try {
            run(turn, created);
        } catch (FakeTurn.BrokenOff e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(FakeTurn turn, boolean created) throws FakeTurn.BrokenOff {
        turns.add(Thread.currentThread());
        try {
            turn.run(running -> {
                begin(running, created);
                FakeTurn.Script script = scripts.poll();
                (script == null ? (FakeTurn.Script) this::echo : script).run(running);
            });
        } catch (FakeTurn.BrokenOff e) {
            throw e;
        } catch (IOException e) {
            abandonedTurns.add(String.valueOf(e.getMessage()));
        } finally {
            turns.remove(Thread.currentThread());
        }
    }

    private void begin(FakeTurn turn, boolean created) throws IOException {
        JsonObject params = turn.request.params();
        if (created) {
            turn.event(Json.createObjectBuilder()
                    .add("type", "thread.created")
                    .add("thread", thread(turn.threadId))
                    .build());
        }
        switch (turn.request.type()) {
            case "threads.create", "threads.add_user_message" ->
                turn.done(newItem(turn.threadId, userMessage(params.getJsonObject("input"))));
            case "threads.retry_after_item" -> removeAfter(turn.threadId, params.getString("item_id"));
            case "threads.add_client_tool_output" -> completeToolCall(turn.threadId, params.get("result"));
            default -> {}
        }
        turn.event("{'type': 'stream_options', 'stream_options': {'allow_cancel': true}}");
    }

    private JsonObject userMessage(JsonObject input) {
        JsonArrayBuilder files = Json.createArrayBuilder();
        if (input.containsKey("attachments")) {
            for (JsonString id : input.getJsonArray("attachments").getValuesAs(JsonString.class)) {
                JsonObject attachment = attachments.get(id.getString());
                files.add(
                        attachment != null
                                ? attachment
                                : json("{'type': 'file', 'id': '%s', 'name': 'file', 'mime_type': 'text/plain'}"
                                        .formatted(id.getString())));
            }
        }
        JsonObjectBuilder item = Json.createObjectBuilder()
                .add("type", "user_message")
                .add("content", input.get("content"))
                .add("attachments", files)
                .add("inference_options", input.getOrDefault("inference_options", JsonValue.EMPTY_JSON_OBJECT));
        if (input.containsKey("quoted_text")) {
            item.add("quoted_text", input.get("quoted_text"));
        }
        return item.build();
    }

    private synchronized void removeAfter(String threadId, String itemId) {
        List<JsonObject> stored = items.get(threadId);
        for (int i = 0; i < stored.size(); i++) {
            if (stored.get(i).getString("id").equals(itemId)) {
                stored.subList(i + 1, stored.size()).clear();
            }
        }
    }

    private synchronized void completeToolCall(String threadId, JsonValue output) {
        List<JsonObject> stored = items.get(threadId);
        if (!stored.isEmpty()) {
            stored.set(
                    stored.size() - 1,
                    Json.createObjectBuilder(stored.get(stored.size() - 1))
                            .add("status", "completed")
                            .add("output", output)
                            .build());
        }
    }

    /** Says what the user has said. */
    private void echo(FakeTurn turn) throws IOException {
        JsonObject input = turn.request.params().getJsonObject("input");
        StringBuilder said = new StringBuilder();
        if (input != null && input.containsKey("content")) {
            input.getJsonArray("content")
                    .getValuesAs(JsonObject.class)
                    .forEach(part -> said.append(part.getString("text")));
        }
        turn.say("You said: ", said.toString());
    }

    private static void document(HttpExchange exchange, JsonObject document) throws IOException {
        FakeChatKitServer.respond(
                exchange, 200, "application/json", document.toString().getBytes(UTF_8));
    }

    static void problem(HttpExchange exchange, int status, String detail) throws IOException {
        String problem = Json.createObjectBuilder()
                .add("status", status)
                .add("title", "Problem")
                .add("detail", detail)
                .build()
                .toString();
        FakeChatKitServer.respond(exchange, status, "application/problem+json", problem.getBytes(UTF_8));
    }

    @Override
    public void close() {
        turns.forEach(Thread::interrupt);
    }
}
