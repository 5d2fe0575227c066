package ee.chatkit.telemetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers metrics and spans for tests, without contexts of threads. */
public final class RecordingTelemetry implements Telemetry {
    private final List<Value> values = Collections.synchronizedList(new ArrayList<>());
    private final List<RecordingSpan> spans = Collections.synchronizedList(new ArrayList<>());
    private final Map<Metric, LongSupplier> gauges = Collections.synchronizedMap(new EnumMap<>(Metric.class));

    /** A value with the attributes that are not null. */
    public record Value(Metric metric, double value, List<String> attributes) {}

    /** A span, as it is now. */
    public static final class RecordingSpan implements TelemetrySpan {
        private final Map<SpanAttribute, Object> attributes =
                Collections.synchronizedMap(new EnumMap<>(SpanAttribute.class));
        private volatile String name;
        private volatile @Nullable String error;
        private volatile boolean ended;

        RecordingSpan(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        public Map<SpanAttribute, Object> attributes() {
            return Map.copyOf(attributes);
        }

        public Optional<String> error() {
            return Optional.ofNullable(error);
        }

        public boolean isEnded() {
            return ended;
        }

        @Override
        public void rename(String newName) {
            name = newName;
        }

        @Override
        public TelemetrySpan set(SpanAttribute attribute, String value) {
            attributes.put(attribute, value);
            return this;
        }

        @Override
        public TelemetrySpan set(SpanAttribute attribute, long value) {
            attributes.put(attribute, value);
            return this;
        }

        @Override
        public void fail(String errorType) {
            error = errorType;
        }

        @Override
        public Activation activate() {
            return () -> {};
        }

        @Override
        public Optional<String> traceId() {
            return Optional.of("4bf92f3577b34da6a3ce929d0e0e4736");
        }

        @Override
        public void end() {
            ended = true;
        }
    }

    /** The values of a metric, in the order in which they were recorded. */
    public List<Value> values(Metric metric) {
        synchronized (values) {
            return values.stream().filter(value -> value.metric() == metric).toList();
        }
    }

    /** The attributes of each value of a metric. */
    public List<List<String>> attributes(Metric metric) {
        return values(metric).stream().map(Value::attributes).toList();
    }

    /** The sum of the values of a metric. */
    public double sum(Metric metric) {
        return values(metric).stream().mapToDouble(Value::value).sum();
    }

    /** The spans with a name. */
    public List<RecordingSpan> spans(String name) {
        synchronized (spans) {
            return spans.stream().filter(span -> span.name().equals(name)).toList();
        }
    }

    /** The current value of a gauge. */
    public long gauge(Metric metric) {
        return gauges.get(metric).getAsLong();
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void add(Metric metric, long amount, @Nullable String... attributes) {
        record(metric, (double) amount, attributes);
    }

    @Override
    public void record(Metric metric, double value, @Nullable String... attributes) {
        if (attributes.length != metric.attributes().size()) {
            throw new IllegalArgumentException(metric + " has the attributes " + metric.attributes());
        }
        values.add(new Value(
                metric,
                value,
                Arrays.stream(attributes).filter(text -> text != null).toList()));
    }

    @Override
    public void observe(Metric metric, LongSupplier value) {
        gauges.put(metric, value);
    }

    @Override
    public TelemetrySpan startServerSpan(String name, Function<String, @Nullable String> header) {
        return startSpan(name);
    }

    @Override
    public TelemetrySpan startSpan(String name) {
        var span = new RecordingSpan(name);
        spans.add(span);
        return span;
    }

    @Override
    public TelemetrySpan startClientSpan(String name) {
        return startSpan(name);
    }

    @Override
    public Runnable propagate(Runnable task) {
        return task;
    }

    @Override
    public void injectHeaders(BiConsumer<String, String> request) {
        request.accept("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    @Override
    public Optional<String> traceId() {
        return Optional.empty();
    }
}
