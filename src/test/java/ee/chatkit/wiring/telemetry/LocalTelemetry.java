package ee.chatkit.wiring.telemetry;

import ee.chatkit.telemetry.Telemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** The SDK of OpenTelemetry with batches of spans that nobody receives, for measurements of what recording costs. */
public final class LocalTelemetry {
    private LocalTelemetry() {}

    public static Telemetry start() {
        var sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(BatchSpanProcessor.builder(SpanExporter.composite())
                                .build())
                        .build())
                .setMeterProvider(SdkTelemetry.withBoundaries(
                                SdkMeterProvider.builder().registerMetricReader(InMemoryMetricReader.create()))
                        .build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
        return new OpenTelemetryTelemetry(sdk, sdk::close);
    }
}
