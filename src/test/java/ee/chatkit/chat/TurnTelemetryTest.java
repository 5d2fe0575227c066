package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.responder.ResponderException;
import ee.chatkit.responder.echo.EchoResponder;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.RecordingTelemetry;
import ee.chatkit.telemetry.SpanAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How turns are reported, by outcome. */
class TurnTelemetryTest {
    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final TurnTelemetry turn = TurnTelemetry.begin(services(), "thr_1");

    private ChatServices services() {
        return new ChatServices(null, null, null, null, new EchoResponder(), null, null, null, telemetry);
    }

    @Test
    void completedTurn_isReportedWithItsThreadAndResponder() {
        assertEquals(1, telemetry.sum(Metric.TURNS_ACTIVE));
        turn.completed();
        turn.end(false);
        assertEquals(List.of(List.of("completed")), telemetry.attributes(Metric.TURN_DURATION));
        assertEquals(0, telemetry.sum(Metric.TURNS_ACTIVE));
        var span = telemetry.spans("turn").getFirst();
        assertTrue(span.isEnded());
        assertEquals("thr_1", span.attributes().get(SpanAttribute.GEN_AI_CONVERSATION_ID));
        assertEquals("EchoResponder", span.attributes().get(SpanAttribute.RESPONDER));
        assertTrue(span.error().isEmpty());
    }

    @Test
    void disconnectBeforeTheEnd_isCancelled() {
        turn.end(true);
        assertEquals(List.of(List.of("cancelled")), telemetry.attributes(Metric.TURN_DURATION));
    }

    @Test
    void disconnectAfterTheLastEvent_isCompleted() {
        turn.completed();
        turn.end(true);
        assertEquals(List.of(List.of("completed")), telemetry.attributes(Metric.TURN_DURATION));
    }

    @Test
    void failure_isReportedByKindWithoutItsMessage() {
        turn.failed(new UnavailableException("secret"));
        turn.end(false);
        assertEquals(List.of(List.of("failed", "store_unavailable")), telemetry.attributes(Metric.TURN_DURATION));
        assertEquals(
                "store_unavailable", telemetry.spans("turn").getFirst().error().orElseThrow());
    }

    @Test
    void rejectionOfTheResponder_differsFromItsFailure() {
        turn.failed(new ResponderException("Not today", false));
        turn.end(false);
        TurnTelemetry other = TurnTelemetry.begin(services(), "thr_2");
        other.failed(new IllegalStateException());
        other.end(false);
        assertEquals(
                List.of(List.of("failed", "responder_rejected"), List.of("failed", "responder_failed")),
                telemetry.attributes(Metric.TURN_DURATION));
    }
}
