package ee.chatkit.telemetry;

import java.util.Optional;

/**
 * A period of work, as part of a trace. No method throws or blocks. May be used by any thread; after {@link #end} nothing has an
 * effect.
 */
public interface TelemetrySpan {
    /** Replaces the name. */
    void rename(String name);

    /** Sets an attribute. */
    TelemetrySpan set(SpanAttribute attribute, String value);

    /** Sets an attribute. */
    TelemetrySpan set(SpanAttribute attribute, long value);

    /**
     * Marks the span as failed.
     *
     * @param errorType a class name or another constant, never a message, which may quote what users wrote
     */
    void fail(String errorType);

    /** Makes this the calling thread's current span until the result is closed, which the same thread must do. */
    Activation activate();

    /** The trace of this span, as 32 hexadecimal digits; empty when nothing is recorded. */
    Optional<String> traceId();

    /** Ends the span. Only the first call has an effect. */
    void end();

    /** The time during which a span is a thread's current one. */
    interface Activation extends AutoCloseable {
        /** Restores the span that was current before. */
        @Override
        void close();
    }
}
