package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web server for browser tests: it has the modules of the build, the pages that a test adds, all with the policy of the real
 * server's pages, and the ChatKit protocol at {@code /api/chatkit}.
 *
 * <p>The protocol has a state in memory ({@link #state}), which tests fill and read. A turn answers with an echo, unless a test
 * has said what it does ({@link #nextTurn}). Responses that the protocol does not know, such as a proxy's page, are given by
 * {@link #nextResponse} and {@link #handle}.
 */
public final class FakeChatKitServer implements AutoCloseable {
    static final String POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final Path WEB = Path.of("target/web");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript",
            "html", "text/html; charset=utf-8",
            "css", "text/css",
            "svg", "image/svg+xml",
            "map", "application/json",
            "json", "application/json",
            "png", "image/png");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<HttpHandler>> responses = new ConcurrentHashMap<>();
    private volatile FakeProtocol protocol = new FakeProtocol();
    private volatile String policy = POLICY;

    /** A request of the protocol as it arrived. */
    record Request(JsonObject body, Map<String, List<String>> headers) {
        String type() {
            return body.getString("type");
        }

        JsonObject params() {
            return body.getJsonObject("params");
        }

        /** The value of a header, or null. */
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null || values.isEmpty() ? null : values.get(0);
        }
    }

    public FakeChatKitServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handleExchange);
        server.start();
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The same server under another origin, for pages that embed the element from elsewhere. */
    String otherOrigin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Forgets everything, and ends the turns that are running. */
    public void reset() {
        protocol.close();
        protocol = new FakeProtocol();
        handlers.clear();
        requests.clear();
        responses.clear();
        policy = POLICY;
        page("/test/page.html", pageWith("chatkit-ee", "/chatkit-ee.js"));
        add("/test/page.css", "text/css", "html, body, main { margin: 0; block-size: 100%; }");
        add("/favicon.ico", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>");
    }

    /** The text of a page with one element that fills it. */
    public static String pageWith(String tag, String module) {
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Test</title>
            <link rel="stylesheet" href="/test/page.css">
            <script type="module" src="%s"></script>
            </head>
            <body><main><%s></%s></main></body>
            </html>
            """.formatted(module, tag, tag);
    }

    public FakeProtocol state() {
        return protocol;
    }

    /** What the next turn without a script does, after the events that tell of the user's message. */
    public void nextTurn(FakeTurn.Script script) {
        protocol.scripts.add(script);
    }

    /** The next request of a type, such as {@code threads.list}, is answered by this instead of the protocol. */
    void nextResponse(String type, HttpHandler response) {
        responses.computeIfAbsent(type, unused -> new ConcurrentLinkedQueue<>()).add(response);
    }

    /** As {@link #nextResponse(String, HttpHandler)}, with a whole response. */
    void nextResponse(String type, int status, String contentType, String body) {
        nextResponse(type, exchange -> respond(exchange, status, contentType, body.getBytes(UTF_8)));
    }

    /** Answers requests for a path, whatever it is. */
    public void handle(String path, HttpHandler handler) {
        handlers.put(path, handler);
    }

    public void page(String path, String html) {
        add(path, "text/html; charset=utf-8", html);
    }

    public void add(String path, String contentType, String content) {
        handle(path, exchange -> respond(exchange, 200, contentType, content.getBytes(UTF_8)));
    }

    /** The content security policy of all responses. */
    public void policy(String value) {
        policy = value;
    }

    /** The requests of the protocol since the test began. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requests(String type) {
        return requests.stream().filter(request -> request.type().equals(type)).toList();
    }

    /** The user message of the first request to create a thread. */
    JsonObject createInput() {
        return requests("threads.create").get(0).params().getJsonObject("input");
    }

    public static void respond(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private void handleExchange(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", policy);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        handle(exchange);
        // not after an exception: the web server then closes the connection, with the response as incomplete as it is
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        HttpHandler handler = handlers.get(uri.getPath());
        if (handler != null) {
            handler.handle(exchange);
        } else if (uri.getPath().equals("/api/chatkit")) {
            chatKit(exchange);
        } else if (protocol.journal.handle(exchange) || protocol.organizer.handle(exchange)) {
            // it is one for turns, or one that finds or organises threads
        } else if (uri.getPath().startsWith("/upload/")) {
            protocol.upload(exchange);
        } else {
            file(exchange, uri.getPath().substring(1));
        }
    }

    private void chatKit(HttpExchange exchange) throws IOException {
        JsonObject body;
        try (var reader = Json.createReader(
                new StringReader(new String(exchange.getRequestBody().readAllBytes(), UTF_8)))) {
            body = reader.readObject();
        }
        Request request = new Request(body, Map.copyOf(exchange.getRequestHeaders()));
        requests.add(request);
        Queue<HttpHandler> prepared = responses.getOrDefault(request.type(), new ArrayDeque<>());
        HttpHandler response = prepared.poll();
        if (response != null) {
            response.handle(exchange);
        } else {
            protocol.answer(request, exchange);
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        Path file = WEB.resolve(path.isEmpty() ? "index.html" : path).normalize();
        if (!file.startsWith(WEB) || !Files.isRegularFile(file)) {
            respond(exchange, 404, "text/plain", "There is no such file.".getBytes(UTF_8));
            return;
        }
        String extension = path.substring(path.lastIndexOf('.') + 1);
        String type =
                path.isEmpty() ? "text/html; charset=utf-8" : TYPES.getOrDefault(extension, "application/octet-stream");
        // modules are embedded by pages of other origins
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        respond(exchange, 200, type, Files.readAllBytes(file));
    }

    @Override
    public void close() {
        protocol.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
