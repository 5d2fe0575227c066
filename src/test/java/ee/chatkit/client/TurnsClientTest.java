package ee.chatkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client sends and reads where turns are started, followed and cancelled; the server is a stub. */
class TurnsClientTest {
    private static final String RUNNING = """
        {"id":"trn_1","thread_id":"thr_1","status":"running","created_at":"2026-11-29T16:58:49.802117Z"}\
        """;
    private static final String ENDED =
            RUNNING.replace("running", "completed").replace("}", ",\"ended_at\":\"2026-11-29T16:58:50.000001Z\"}");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        requests.add(exchange.getRequestMethod() + ' ' + uri);
        exchange.getRequestBody().readAllBytes();
        switch (uri.getPath()) {
            case "/api/chatkit" -> {
                requests.add(exchange.getRequestHeaders().getFirst("ChatKit-On-Disconnect"));
                exchange.getResponseHeaders().add("ChatKit-Turn", "trn_1");
                stream(exchange);
            }
            case "/api/turns/trn_1/events" ->
                document(exchange, 200, "text/event-stream", "id: 8\ndata: {\"n\":8}\n\n");
            case "/api/turns/trn_1" -> document(exchange, 200, "application/json", ENDED);
            case "/api/turns/trn_1/cancel" -> document(exchange, 202, "application/json", RUNNING);
            case "/api/threads/thr_1/turns" ->
                document(exchange, 200, "application/json", "{\"data\":[" + RUNNING + "],\"has_more\":false}");
            default ->
                document(
                        exchange,
                        404,
                        "application/problem+json",
                        "{\"type\":\"urn:chatkit:problem:not-found\",\"title\":\"Not found\",\"status\":404}");
        }
    }

    /** Without an end, until the client is disconnected. */
    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            for (int n = 1; ; n++) {
                out.write(("id: " + n + "\ndata: {\"n\":" + n + "}\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnected.countDown();
        }
    }

    private static void document(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private <T> T client(Class<T> type) {
        return RestClientBuilder.newBuilder()
                .baseUri(URI.create("http://localhost:" + server.getAddress().getPort() + "/api/"))
                .build(type);
    }

    @Test
    void startedTurn_hasItsIdAndIsDisconnectedWhenItsReaderIsClosed() throws InterruptedException {
        try (var events =
                EventReader.of(client(ChatKitClient.class).startTurn("continue", ChatKitRequests.createThread("Hi")))) {
            assertEquals("trn_1", events.turnId());
            assertEquals(1, events.next().getInt("n"));
            assertEquals(2, events.next().getInt("n"));
            assertEquals("2", events.lastEventId());
        }
        assertTrue(disconnected.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("POST /api/chatkit", "continue"), requests);
    }

    /** The response of a stream that is read must not be collected as garbage, and its connection closed. */
    @Test
    void startedTurn_outlivesGarbageCollections() {
        try (var events =
                EventReader.of(client(ChatKitClient.class).startTurn("continue", ChatKitRequests.createThread("Hi")))) {
            for (int n = 1; n <= 60; n++) {
                assertEquals(n, events.next().getInt("n"));
                if (n % 20 == 0) {
                    System.gc();
                }
            }
        }
    }

    @Test
    void turn_isFollowedFromAnEventOn() {
        try (var events = new EventReader(client(TurnsClient.class).events("trn_1", "7"))) {
            assertEquals(8, events.next().getInt("n"));
            assertEquals("8", events.lastEventId());
            assertFalse(events.hasNext());
        }
        try (var events = new EventReader(client(TurnsClient.class).events("trn_1", null))) {
            assertTrue(events.hasNext());
        }
        assertEquals(List.of("GET /api/turns/trn_1/events?after=7", "GET /api/turns/trn_1/events"), requests);
    }

    @Test
    void turn_isReadListedAndCancelled() {
        TurnRepresentation ended = client(TurnsClient.class).read("trn_1");
        assertEquals("completed", ended.status());
        assertEquals(Instant.parse("2026-11-29T16:58:50.000001Z"), ended.endedAt());
        TurnRepresentation running = client(TurnsClient.class).cancel("trn_1");
        assertTrue(running.isRunning());
        ResultPage<TurnRepresentation> page = client(ThreadsClient.class).runningTurns("thr_1");
        assertEquals(List.of(running), page.data());
        assertFalse(page.hasMore());
        assertEquals(
                List.of("GET /api/turns/trn_1", "POST /api/turns/trn_1/cancel", "GET /api/threads/thr_1/turns"),
                requests);
    }

    @Test
    void unknownTurn_isAProblem() {
        var turns = client(TurnsClient.class);
        assertEquals(
                404,
                assertThrows(ProblemException.class, () -> turns.events("trn_2", null))
                        .problem()
                        .status());
        assertEquals(
                404,
                assertThrows(
                                ProblemException.class,
                                () -> client(ChatKitClient.class)
                                        .startTurnForOpportunity("opp_2", "cancel", ChatKitRequests.createThread("Hi")))
                        .problem()
                        .status());
    }
}
