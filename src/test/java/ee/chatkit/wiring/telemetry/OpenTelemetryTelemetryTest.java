package ee.chatkit.wiring.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.SpanAttribute;
import ee.chatkit.telemetry.TelemetrySpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the SDK of OpenTelemetry gets. */
class OpenTelemetryTelemetryTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetryTelemetry telemetry = new OpenTelemetryTelemetry(
            OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(spans))
                            .build())
                    .setMeterProvider(SdkTelemetry.withBoundaries(
                                    SdkMeterProvider.builder().registerMetricReader(metrics))
                            .build())
                    .setPropagators(ContextPropagators.create(TextMapPropagator.composite(
                            W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
                    .build(),
            () -> {});

    @ParameterizedTest
    @EnumSource
    void everyMetric_hasItsUnitKindAndAttributes(Metric metric) {
        String[] values = metric.attributes().stream().map(Enum::name).toArray(String[]::new);
        switch (metric.kind()) {
            case COUNTER, UP_DOWN_COUNTER -> telemetry.add(metric, 3, values);
            case HISTOGRAM -> telemetry.record(metric, 3, values);
            case GAUGE -> telemetry.observe(metric, () -> 3);
        }
        MetricData data = metrics.collectAllMetrics().stream()
                .filter(found -> found.getName().equals(metric.key()))
                .findFirst()
                .orElseThrow();
        assertEquals(metric.unit(), data.getUnit());
        assertEquals(metric.description(), data.getDescription());
        var point = data.getData().getPoints().iterator().next();
        metric.attributes()
                .forEach(attribute -> assertEquals(
                        attribute.name(), point.getAttributes().get(AttributeKey.stringKey(attribute.key()))));
        assertEquals(metric.attributes().size(), point.getAttributes().size());
        if (metric.kind() == Metric.Kind.HISTOGRAM) {
            var histogram = data.getHistogramData().getPoints().iterator().next();
            assertEquals(metric.boundaries(), histogram.getBoundaries());
            assertEquals(3, histogram.getSum());
        }
    }

    @Test
    void attributeWithoutValue_isAbsent() {
        telemetry.record(Metric.STORE_OPERATION_DURATION, 1, "addItem", null);
        var point = metrics.collectAllMetrics()
                .iterator()
                .next()
                .getData()
                .getPoints()
                .iterator()
                .next();
        assertEquals(1, point.getAttributes().size());
    }

    @Test
    void otherKindOrNumberOfAttributes_isRejected() {
        assertThrows(IllegalArgumentException.class, () -> telemetry.add(Metric.TURN_DURATION, 1, "completed", null));
        assertThrows(IllegalArgumentException.class, () -> telemetry.record(Metric.TURN_DELTAS, 1));
        assertThrows(IllegalArgumentException.class, () -> telemetry.add(Metric.PROBLEMS, 1));
    }

    @Test
    void serverSpan_continuesTheTraceOfItsClientOnEachThread() throws InterruptedException {
        Map<String, String> headers = Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01");
        TelemetrySpan server = telemetry.startServerSpan("GET", headers::get);
        Map<String, String> sent = new HashMap<>();
        TelemetrySpan.Activation current = server.activate();
        Thread thread = Thread.ofVirtual().unstarted(telemetry.propagate(() -> {
            TelemetrySpan client = telemetry.startClientSpan("chat m");
            TelemetrySpan.Activation call = client.activate();
            telemetry.injectHeaders(sent::put);
            assertEquals(Optional.of(TRACE), telemetry.traceId());
            call.close();
            client.end();
        }));
        current.close();
        thread.start();
        thread.join();
        server.rename("GET /api/threads");
        server.end();

        SpanData first = spans.getFinishedSpanItems().getFirst();
        SpanData second = spans.getFinishedSpanItems().getLast();
        assertEquals(SpanKind.CLIENT, first.getKind());
        assertEquals(SpanKind.SERVER, second.getKind());
        assertEquals("GET /api/threads", second.getName());
        assertEquals(TRACE, second.getTraceId());
        assertEquals(PARENT, second.getParentSpanId());
        assertEquals(second.getSpanId(), first.getParentSpanId());
        assertEquals("00-" + TRACE + "-" + first.getSpanId() + "-01", sent.get("traceparent"));
        assertTrue(telemetry.traceId().isEmpty());
    }

    @Test
    void baggageOfTheClient_isNotSentToOtherSystems() {
        Map<String, String> headers =
                Map.of("traceparent", "00-" + TRACE + "-" + PARENT + "-01", "baggage", "user=ann");
        TelemetrySpan server = telemetry.startServerSpan("POST", headers::get);
        Map<String, String> sent = new HashMap<>();
        TelemetrySpan.Activation current = server.activate();
        assertEquals("ann", Baggage.current().getEntryValue("user"));
        telemetry.injectHeaders(sent::put);
        current.close();
        assertEquals(Set.of("traceparent"), sent.keySet());
    }

    @Test
    void currentSpan_cannotBeEndedByOthers() {
        TelemetrySpan span = telemetry.startSpan("turn");
        TelemetrySpan.Activation current = span.activate();
        assertFalse(Span.current().isRecording());
        Span.current().end();
        current.close();
        assertTrue(spans.getFinishedSpanItems().isEmpty());
        span.set(SpanAttribute.TURN_OUTCOME, "completed").set(SpanAttribute.GEN_AI_USAGE_INPUT_TOKENS, 7);
        span.fail("timeout");
        span.end();
        SpanData ended = spans.getFinishedSpanItems().getFirst();
        assertEquals(StatusData.error(), ended.getStatus());
        assertEquals("completed", ended.getAttributes().get(AttributeKey.stringKey("chatkit.turn.outcome")));
        assertEquals(7, ended.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")));
        assertEquals("timeout", ended.getAttributes().get(AttributeKey.stringKey("error.type")));
    }
}
