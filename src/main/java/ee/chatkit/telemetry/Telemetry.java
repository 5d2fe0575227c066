package ee.chatkit.telemetry;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records metrics and traces. {@link #off()} does nothing and costs nothing that can be measured; callers need no condition,
 * except around work that is done for telemetry only, such as reading a clock, which {@link #isOn()} saves.
 *
 * <p>No method blocks, and none throws anything but an {@link IllegalArgumentException} for a metric that is used in the wrong
 * way. Instances are safe for use by multiple threads.
 *
 * <p><b>Cardinality.</b> The attributes of a {@link Metric} have few possible values, such as a route template, a name from the
 * configuration or a constant. Ids, names of users and texts of messages are never values of attributes of metrics. Spans may
 * carry ids, never texts that users or models wrote.
 */
public interface Telemetry {
    /** The implementation that does nothing. */
    static Telemetry off() {
        return NoTelemetry.INSTANCE;
    }

    /** Whether anything is recorded. Does not change. */
    boolean isOn();

    /**
     * Adds to a metric of the kind {@link Metric.Kind#COUNTER} or {@link Metric.Kind#UP_DOWN_COUNTER}.
     *
     * @param amount in the metric's unit; negative for {@code UP_DOWN_COUNTER} only
     * @param attributes the values of {@link Metric#attributes()}, in that order; null for one that has no value
     * @throws IllegalArgumentException if the metric has another kind or another number of attributes
     */
    void add(Metric metric, long amount, @Nullable String... attributes);

    /**
     * Records a value of a metric of the kind {@link Metric.Kind#HISTOGRAM}.
     *
     * @param value in the metric's unit
     * @param attributes as for {@link #add}
     * @throws IllegalArgumentException if the metric has another kind or another number of attributes
     */
    void record(Metric metric, double value, @Nullable String... attributes);

    /**
     * Has a metric of the kind {@link Metric.Kind#GAUGE} read at each collection, until the telemetry ends.
     *
     * @param value returns the current value without blocking
     * @throws IllegalArgumentException if the metric has another kind
     */
    void observe(Metric metric, LongSupplier value);

    /**
     * Starts the span of a request that was received. Its parent is the span that the request's {@code traceparent} names, if
     * there is one. It is not the current span until {@link TelemetrySpan#activate}.
     *
     * @param header returns the value of a request header by its name, or null
     */
    TelemetrySpan startServerSpan(String name, Function<String, @Nullable String> header);

    /** Starts a span of work within the application, whose parent is the calling thread's current span. */
    TelemetrySpan startSpan(String name);

    /** Starts a span of a call to another system, whose parent is the calling thread's current span. */
    TelemetrySpan startClientSpan(String name);

    /** The task with the calling thread's current span, for another thread. */
    Runnable propagate(Runnable task);

    /** Passes the headers that tell another system the current span, such as {@code traceparent}, to a request. */
    void injectHeaders(BiConsumer<String, String> request);

    /** The trace of the calling thread's current span, as 32 hexadecimal digits; empty when there is none. */
    Optional<String> traceId();
}
