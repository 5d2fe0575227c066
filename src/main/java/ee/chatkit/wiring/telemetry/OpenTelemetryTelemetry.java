package ee.chatkit.wiring.telemetry;

import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Metric.Kind;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.telemetry.TelemetrySpan;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Records by an instance of OpenTelemetry. */
final class OpenTelemetryTelemetry implements Telemetry, AutoCloseable {
    static final String SCOPE = "ee.chatkit";

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final Instruments instruments;
    private final Runnable onClose;

    /** @param onClose exports what was recorded and ends the instance */
    OpenTelemetryTelemetry(OpenTelemetry openTelemetry, Runnable onClose) {
        this.tracer = openTelemetry.getTracer(SCOPE);
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
        this.instruments = new Instruments(openTelemetry.getMeter(SCOPE));
        this.onClose = onClose;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void add(Metric metric, long amount, @Nullable String... attributes) {
        require(metric.kind() == Kind.COUNTER || metric.kind() == Kind.UP_DOWN_COUNTER, metric);
        instruments.add(metric, amount, attributes);
    }

    @Override
    public void record(Metric metric, double value, @Nullable String... attributes) {
        require(metric.kind() == Kind.HISTOGRAM, metric);
        instruments.record(metric, value, attributes);
    }

    @Override
    public void observe(Metric metric, LongSupplier value) {
        require(metric.kind() == Kind.GAUGE, metric);
        instruments.observe(metric, value);
    }

    private static void require(boolean condition, Metric metric) {
        if (!condition) {
            throw new IllegalArgumentException(metric + " is of the kind " + metric.kind());
        }
    }

    @Override
    public TelemetrySpan startServerSpan(String name, Function<String, @Nullable String> header) {
        return start(name, SpanKind.SERVER, propagator.extract(Context.root(), header, HeaderGetter.INSTANCE));
    }

    @Override
    public TelemetrySpan startSpan(String name) {
        return start(name, SpanKind.INTERNAL, Context.current());
    }

    @Override
    public TelemetrySpan startClientSpan(String name) {
        return start(name, SpanKind.CLIENT, Context.current());
    }

    private TelemetrySpan start(String name, SpanKind kind, Context parent) {
        Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
        return new RecordedSpan(span, parent);
    }

    @Override
    public Runnable propagate(Runnable task) {
        return Context.current().wrap(task);
    }

    /** Of the span only: the baggage of the client, which may name users, is not for other systems. */
    @Override
    public void injectHeaders(BiConsumer<String, String> request) {
        propagator.inject(Context.root().with(Span.current()), request, (to, name, value) -> {
            if (to != null) {
                to.accept(name, value);
            }
        });
    }

    @Override
    public Optional<String> traceId() {
        return traceId(Span.current().getSpanContext());
    }

    static Optional<String> traceId(SpanContext context) {
        return context.isValid() ? Optional.of(context.getTraceId()) : Optional.empty();
    }

    @Override
    public void close() {
        onClose.run();
    }

    /** Reads the headers of a request. */
    private enum HeaderGetter implements TextMapGetter<Function<String, @Nullable String>> {
        INSTANCE;

        /** The headers that the propagators of traces and baggage ask for. */
        private static final List<String> NAMES = List.of("traceparent", "tracestate", "baggage");

        @Override
        public Iterable<String> keys(Function<String, @Nullable String> carrier) {
            return NAMES;
        }

        @Override
        public @Nullable String get(@Nullable Function<String, @Nullable String> carrier, String key) {
            return carrier == null ? null : carrier.apply(key);
        }
    }
}
