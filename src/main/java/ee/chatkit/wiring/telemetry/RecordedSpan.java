package ee.chatkit.wiring.telemetry;

import ee.chatkit.telemetry.SpanAttribute;
import ee.chatkit.telemetry.TelemetrySpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/**
 * A span of OpenTelemetry. What becomes current is a reference to it that others cannot change: Payara's instrumentation ends
 * the current span when JAX-RS has answered, although a stream continues.
 */
record RecordedSpan(Span span, Context parent) implements TelemetrySpan {
    @Override
    public void rename(String name) {
        span.updateName(name);
    }

    @Override
    public TelemetrySpan set(SpanAttribute attribute, String value) {
        span.setAttribute(attribute.key(), value);
        return this;
    }

    @Override
    public TelemetrySpan set(SpanAttribute attribute, long value) {
        span.setAttribute(attribute.key(), value);
        return this;
    }

    @Override
    public void fail(String errorType) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(SpanAttribute.ERROR_TYPE.key(), errorType);
    }

    /** The caller closes the activation, and with it the scope. */
    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public Activation activate() {
        Scope scope = parent.with(Span.wrap(span.getSpanContext())).makeCurrent();
        return scope::close;
    }

    @Override
    public Optional<String> traceId() {
        return OpenTelemetryTelemetry.traceId(span.getSpanContext());
    }

    @Override
    public void end() {
        span.end();
    }
}
