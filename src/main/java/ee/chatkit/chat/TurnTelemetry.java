package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.SpanAttribute;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.telemetry.TelemetrySpan;
import org.jspecify.annotations.Nullable;

/** Span and metrics of one turn. Events are noted by one thread at a time, the end by the thread of the turn. */
final class TurnTelemetry {
    private static final double NANOS = 1e9;

    private final Telemetry telemetry;
    private final TelemetrySpan span;
    private final long begin;
    private boolean sentFirst;
    private boolean complete;
    private @Nullable String failure;

    private TurnTelemetry(Telemetry telemetry, TelemetrySpan span) {
        this.telemetry = telemetry;
        this.span = span;
        this.begin = telemetry.isOn() ? System.nanoTime() : 0;
    }

    /** Begins with the turn, whose span is a child of the calling thread's current one. */
    static TurnTelemetry begin(ChatServices services, String threadId) {
        Telemetry telemetry = services.telemetry();
        telemetry.add(Metric.TURNS_ACTIVE, 1);
        TelemetrySpan span = telemetry.startSpan("turn");
        if (telemetry.isOn()) {
            String responder = services.responder().getClass().getSimpleName();
            int proxy = responder.indexOf('$');
            span.set(SpanAttribute.GEN_AI_CONVERSATION_ID, threadId)
                    .set(SpanAttribute.RESPONDER, proxy < 0 ? responder : responder.substring(0, proxy));
        }
        return new TurnTelemetry(telemetry, span);
    }

    /** Makes the span the current one of the thread of the turn. */
    TelemetrySpan.Activation activate() {
        return span.activate();
    }

    /** Notes an event of the responder. */
    void sent(ThreadStreamEvent event) {
        if (!sentFirst) {
            sentFirst = true;
            telemetry.record(Metric.TURN_TIME_TO_FIRST_EVENT, seconds());
        }
        if (event instanceof ThreadStreamEvent.ItemUpdated) {
            telemetry.add(Metric.TURN_DELTAS, 1);
        }
    }

    /** Notes that the answer is complete: a client that is disconnected from now on has missed nothing. */
    void completed() {
        complete = true;
    }

    /** Notes a failure. */
    void failed(Throwable cause) {
        failure = switch (cause) {
            case InterruptedException e -> "interrupted";
            case ResponderException e -> e.getCause() == null ? "responder_rejected" : "responder_failed";
            case UnavailableException e -> "store_unavailable";
            case NotFoundException e -> "not_found";
            default -> "responder_failed";
        };
    }

    /**
     * Ends with the turn.
     *
     * @param cancelled whether the client is disconnected
     */
    void end(boolean cancelled) {
        telemetry.add(Metric.TURNS_ACTIVE, -1);
        String error = failure;
        String outcome = error != null ? "failed" : cancelled && !complete ? "cancelled" : "completed";
        telemetry.record(Metric.TURN_DURATION, seconds(), outcome, error);
        span.set(SpanAttribute.TURN_OUTCOME, outcome);
        if (error != null) {
            span.fail(error);
        }
        span.end();
    }

    private double seconds() {
        return telemetry.isOn() ? (System.nanoTime() - begin) / NANOS : 0;
    }
}
