package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import ee.chatkit.telemetry.OtlpReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A server whose OpenTelemetry exports to a receiver of the test, with PostgreSQL and a language model of the test's own. */
abstract class TelemetryHttpSuite extends RunningServer {
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
    void turn_isOneTraceFromTheCallersSpanToTheProvider() throws IOException {
        String trace = trace(1);
        turn(trace);
        Span http = receiver.awaitSpan(
                "HTTP span", span -> isOf(span, trace) && span.getKind() == SpanKind.SPAN_KIND_SERVER);
        assertEquals("POST /api/chatkit", http.getName());
        assertEquals("00f067aa0ba902b7", hex(http.getParentSpanId().toByteArray()));
        assertEquals(Optional.of("200"), attribute(http, "http.response.status_code"));
        assertEquals(Optional.of(trace), attribute(http, "chatkit.request.id"));
    }

    private void turn(String trace) {
        String request = ChatKitTestClient.request("threads.create", ChatKitTestClient.input("Hello"));
        var answer = new RestTestClient(base())
                .send(
                        "POST",
                        "chatkit",
                        RestTestClient.bytes(request),
                        "Content-Type",
                        "application/json",
                        "traceparent",
                        "00-" + trace + "-00f067aa0ba902b7-01")
                .expect(200);
        assertEquals(trace, answer.header("X-Request-Id"));
    }

    private static String trace(int number) {
        return "4bf92f3577b34da6a3ce929d0e0e47%02x".formatted(number);
    }

    private static boolean isOf(Span span, String trace) {
        return hex(span.getTraceId().toByteArray()).equals(trace);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Optional<String> attribute(Span span, String key) {
        return OtlpReceiver.attribute(span.getAttributesList(), key);
    }
}
