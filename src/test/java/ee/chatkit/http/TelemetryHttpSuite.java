package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import ee.chatkit.server.RawConnection;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import ee.chatkit.telemetry.OtlpReceiver;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A server whose OpenTelemetry exports to a receiver of the test, with PostgreSQL and a language model of the test's own. */
abstract class TelemetryHttpSuite extends RunningServer {
    private static final String CALLER_SPAN = "00f067aa0ba902b7";
    private static final String SECRET = "xyzzy";

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final FakeModel model = FakeModel.start();

    TelemetryHttpSuite(Server.Kind kind) {
        super(kind);
    }

    @Override
    final ServerFixture prepare(Server.Kind kind) {
        Map<String, String> environment = new HashMap<>(receiver.environment());
        environment.put("CHATKIT_ANONYMOUS_USER", "demo");
        environment.put("CHATKIT_MODEL_NAME", "m");
        environment.put("CHATKIT_MODEL_BASE_URL", model.url());
        environment.put("CHATKIT_MODEL_TITLE", "false");
        return ServerFixture.withDatabase(kind, environment);
    }

    @Override
    final void start(ServerFixture server) {
        server.start("api/opportunities");
    }

    @AfterAll
    final void closeReceivers() {
        receiver.close();
        model.close();
    }

    @Test
    void turn_isOneTraceFromTheCallersSpanToTheProvider() {
        String trace = trace(1);
        turn(trace);
        Span http = receiver.awaitSpan(
                "HTTP span", span -> isOf(span, trace) && span.getKind() == SpanKind.SPAN_KIND_SERVER);
        assertEquals("POST /api/chatkit", http.getName());
        assertEquals(CALLER_SPAN, hex(http.getParentSpanId()));
        assertEquals(Optional.of("200"), attribute(http, "http.response.status_code"));
        assertEquals(Optional.of(trace), attribute(http, "chatkit.request.id"));

        Span stored = await(trace, "addThread");
        assertEquals(http.getSpanId(), stored.getParentSpanId());
        assertEquals(SpanKind.SPAN_KIND_CLIENT, stored.getKind());
        assertEquals(Optional.of("postgresql"), attribute(stored, "db.system.name"));
        assertEquals(Optional.of("addThread"), attribute(stored, "db.operation.name"));

        Span turn = await(trace, "turn");
        assertEquals(http.getSpanId(), turn.getParentSpanId());
        assertEquals(Optional.of("completed"), attribute(turn, "chatkit.turn.outcome"));
        String thread = attribute(turn, "gen_ai.conversation.id").orElseThrow();
        assertTrue(thread.startsWith("thr_"), thread);
        assertEquals(turn.getSpanId(), await(trace, "addItem").getParentSpanId());

        Span chat = await(trace, "chat m");
        assertEquals(turn.getSpanId(), chat.getParentSpanId());
        assertEquals(SpanKind.SPAN_KIND_CLIENT, chat.getKind());
        assertEquals(Optional.of("chat"), attribute(chat, "gen_ai.operation.name"));
        assertEquals(Optional.of("openai"), attribute(chat, "gen_ai.provider.name"));
        assertEquals(Optional.of("m"), attribute(chat, "gen_ai.request.model"));
        assertEquals(Optional.of(thread), attribute(chat, "gen_ai.conversation.id"));
        assertEquals(Optional.of("12"), attribute(chat, "gen_ai.usage.input_tokens"));
        assertEquals(Optional.of("3"), attribute(chat, "gen_ai.usage.output_tokens"));
        assertTrue(
                model.traceParents().contains("00-" + trace + "-" + hex(chat.getSpanId()) + "-01"),
                () -> model.traceParents().toString());

        assertEquals("chatkit", receiver.resource().get("service.name"));
        assertTrue(
                receiver.resource().containsKey("service.instance.id"),
                () -> receiver.resource().toString());
        assertEquals(
                1,
                receiver.spans().stream()
                        .filter(span -> isOf(span, trace) && span.getKind() == SpanKind.SPAN_KIND_SERVER)
                        .count());
    }

    @Test
    void spans_containNoTextOfMessages() {
        String trace = trace(2);
        turn(trace);
        await(trace, "chat m");
        receiver.awaitSpan("HTTP span", span -> isOf(span, trace) && span.getKind() == SpanKind.SPAN_KIND_SERVER);
        receiver.spans().forEach(span -> assertFalse(span.toString().contains(SECRET), span.getName()));
    }

    @Test
    void requestWithoutTraceParent_hasTheTraceIdAsRequestId() {
        String id = new RestTestClient(base()).get("threads").expect(200).header("X-Request-Id");
        Span http = receiver.awaitSpan(
                "span of " + id, span -> isOf(span, id) && span.getName().equals("GET /api/threads"));
        assertEquals(0, http.getParentSpanId().size());
        assertEquals(Optional.of("/api/threads"), attribute(http, "url.path"));
    }

    @Test
    void problem_isCountedByType() {
        new RestTestClient(base()).get("threads/thr_none").expectProblem(404, "not-found");
        awaitValue("chatkit.problem.responses", Map.of("chatkit.problem.type", "not-found"));
        awaitValue(
                "http.server.request.duration",
                Map.of(
                        "http.request.method", "GET",
                        "http.route", "/api/threads/{id}",
                        "http.response.status_code", "404",
                        "url.scheme", "http"));
        awaitValue(
                "chatkit.store.operation.duration",
                Map.of("chatkit.store.operation", "loadThread", "error.type", "NotFoundException"));
    }

    @Test
    void slowBody_isMeasuredWithTheRequestThatProcessesIt() throws IOException {
        try (var connection = new RawConnection(base())) {
            connection.send("POST /api/threads HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{");
            awaitValue("chatkit.http.pending_bodies", Map.of());
            connection.send("}");
            connection.readFor(Duration.ofSeconds(20));
        }
        awaitValue(
                "http.server.request.duration",
                Map.of(
                        "http.request.method",
                        "POST",
                        "http.route",
                        "/api/threads",
                        "http.response.status_code",
                        "201"));
    }

    @Test
    void turn_isMeasured() {
        turn(trace(3));
        awaitValue("chatkit.turn.duration", Map.of("chatkit.turn.outcome", "completed"));
        awaitValue("chatkit.turn.time_to_first_event", Map.of());
        awaitValue("chatkit.turn.deltas", Map.of());
        awaitValue("chatkit.turn.active", Map.of());
        awaitValue("chatkit.stream.open", Map.of());
        awaitValue("chatkit.stream.waiting", Map.of());
        awaitValue("chatkit.turn.deferred_items", Map.of());
        awaitValue("chatkit.store.connection.wait_time", Map.of());
        awaitValue("chatkit.store.circuit.open", Map.of());
        Map<String, String> call =
                Map.of("gen_ai.operation.name", "chat", "gen_ai.provider.name", "openai", "gen_ai.request.model", "m");
        awaitValue("gen_ai.client.operation.duration", call);
        Map<String, String> tokens = new HashMap<>(call);
        tokens.put("gen_ai.token.type", "output");
        awaitValue("gen_ai.client.token.usage", tokens);
        awaitValue(
                "http.server.request.duration",
                Map.of(
                        "http.request.method",
                        "POST",
                        "http.route",
                        "/api/chatkit",
                        "http.response.status_code",
                        "200"));
        Metric duration = receiver.metrics().get("http.server.request.duration");
        assertEquals("s", duration.getUnit());
        assertEquals(0.005, duration.getHistogram().getDataPoints(0).getExplicitBounds(0));
    }

    @Test
    void exportAndImport_areCounted() {
        var rest = new RestTestClient(base());
        byte[] file = rest.get("export").expect(200).response().body();
        rest.send("POST", "import", file, "Content-Type", "application/x-ndjson")
                .expect(200);
        for (String direction : List.of("export", "import")) {
            awaitValue("chatkit.transfer.records", Map.of("chatkit.transfer.direction", direction));
            awaitValue("chatkit.transfer.io", Map.of("chatkit.transfer.direction", direction));
        }
    }

    @Test
    void log_saysThatTelemetryIsOn() {
        assertTrue(fixture().log().contains("Metrics and traces are recorded by OpenTelemetry."));
    }

    private void awaitValue(String metric, Map<String, String> attributes) {
        receiver.awaitMetric(
                metric,
                received -> OtlpReceiver.points(received).stream()
                        .anyMatch(point -> attributes.entrySet().stream()
                                .allMatch(wanted -> OtlpReceiver.attribute(point, wanted.getKey())
                                        .filter(wanted.getValue()::equals)
                                        .isPresent())));
    }

    private Span await(String trace, String name) {
        return receiver.awaitSpan(
                name, span -> isOf(span, trace) && span.getName().equals(name));
    }

    private void turn(String trace) {
        String request = ChatKitTestClient.request("threads.create", ChatKitTestClient.input(SECRET));
        var answer = new RestTestClient(base())
                .send(
                        "POST",
                        "chatkit",
                        RestTestClient.bytes(request),
                        "Content-Type",
                        "application/json",
                        "traceparent",
                        "00-" + trace + "-" + CALLER_SPAN + "-01")
                .expect(200);
        assertEquals(trace, answer.header("X-Request-Id"));
    }

    private static String trace(int number) {
        return "4bf92f3577b34da6a3ce929d0e0e47%02x".formatted(number);
    }

    private static boolean isOf(Span span, String trace) {
        return hex(span.getTraceId()).equals(trace);
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static Optional<String> attribute(Span span, String key) {
        return OtlpReceiver.attribute(span.getAttributesList(), key);
    }
}
