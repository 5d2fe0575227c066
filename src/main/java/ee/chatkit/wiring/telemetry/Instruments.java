package ee.chatkit.wiring.telemetry;

import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.MetricAttribute;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The instruments of all metrics, and the sets of attributes that they have been used with. */
final class Instruments {
    /** Sets of attributes are few; what exceeds this is built anew for each value. */
    private static final int MAX_CACHED = 2_000;

    private final Meter meter;
    private final Map<Metric, LongCounter> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, LongUpDownCounter> upDownCounters = new EnumMap<>(Metric.class);
    private final Map<Metric, DoubleHistogram> histograms = new EnumMap<>(Metric.class);
    private final Map<MetricAttribute, AttributeKey<String>> keys = new EnumMap<>(MetricAttribute.class);
    private final Map<AttributeValues, Attributes> cache = new ConcurrentHashMap<>();

    /** @param values an empty one for an attribute without a value */
    private record AttributeValues(Metric metric, List<String> values) {}

    Instruments(Meter meter) {
        this.meter = meter;
        for (MetricAttribute attribute : MetricAttribute.values()) {
            keys.put(attribute, AttributeKey.stringKey(attribute.key()));
        }
        for (Metric metric : Metric.values()) {
            switch (metric.kind()) {
                case COUNTER ->
                    counters.put(
                            metric,
                            meter.counterBuilder(metric.key())
                                    .setUnit(metric.unit())
                                    .setDescription(metric.description())
                                    .build());
                case UP_DOWN_COUNTER ->
                    upDownCounters.put(
                            metric,
                            meter.upDownCounterBuilder(metric.key())
                                    .setUnit(metric.unit())
                                    .setDescription(metric.description())
                                    .build());
                case HISTOGRAM ->
                    histograms.put(
                            metric,
                            meter.histogramBuilder(metric.key())
                                    .setUnit(metric.unit())
                                    .setDescription(metric.description())
                                    .build());
                case GAUGE -> {} // built when it is observed
            }
        }
    }

    void add(Metric metric, long amount, @Nullable String[] values) {
        Attributes attributes = attributes(metric, values);
        LongCounter counter = counters.get(metric);
        if (counter != null) {
            counter.add(amount, attributes);
            return;
        }
        LongUpDownCounter upDown = upDownCounters.get(metric);
        if (upDown != null) {
            upDown.add(amount, attributes);
        }
    }

    void record(Metric metric, double value, @Nullable String[] values) {
        DoubleHistogram histogram = histograms.get(metric);
        if (histogram != null) {
            histogram.record(value, attributes(metric, values));
        }
    }

    void observe(Metric metric, LongSupplier value) {
        var unused = meter.gaugeBuilder(metric.key())
                .ofLongs()
                .setUnit(metric.unit())
                .setDescription(metric.description())
                .buildWithCallback(measurement -> measurement.record(value.getAsLong()));
    }

    private Attributes attributes(Metric metric, @Nullable String[] values) {
        if (values.length != metric.attributes().size()) {
            throw new IllegalArgumentException(metric + " has the attributes " + metric.attributes());
        }
        if (values.length == 0) {
            return Attributes.empty();
        }
        var key = new AttributeValues(metric, withoutNull(values));
        Attributes known = cache.get(key);
        if (known == null) {
            known = build(key);
            if (cache.size() < MAX_CACHED) {
                cache.put(key, known);
            }
        }
        return known;
    }

    private static List<String> withoutNull(@Nullable String[] values) {
        String[] present = new String[values.length];
        for (int n = 0; n < values.length; n++) {
            String value = values[n];
            present[n] = value == null ? "" : value;
        }
        return List.of(present);
    }

    private Attributes build(AttributeValues set) {
        AttributesBuilder builder = Attributes.builder();
        for (int n = 0; n < set.values.size(); n++) {
            String value = set.values.get(n);
            AttributeKey<String> key = keys.get(set.metric.attributes().get(n));
            if (!value.isEmpty() && key != null) {
                builder.put(key, value);
            }
        }
        return builder.build();
    }
}
