package ee.chatkit.wiring.telemetry;

import ee.chatkit.telemetry.Metric;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Starts the server's OpenTelemetry SDK for this application: its own instance, so that it ends with the application.
 *
 * <p>The instance that the server offers to applications is not used: WildFly and Payara bind it to instrumentation of JAX-RS
 * that never removes the span from the thread of a request whose response another thread sends, and that records URLs with the
 * signatures of links; and Payara's has no metrics.
 */
final class SdkTelemetry {
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");
    private static final long CLOSE_SECONDS = 5;

    private SdkTelemetry() {}

    /** Starts exporting. */
    static OpenTelemetryTelemetry start(Map<String, String> properties) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        ClassLoader sdkLoader = AutoConfiguredOpenTelemetrySdk.class.getClassLoader();
        // threads that exporters start keep the context class loader, which must not be the application's
        Thread.currentThread().setContextClassLoader(sdkLoader);
        try {
            OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .setServiceClassLoader(sdkLoader)
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> properties)
                    .addPropertiesCustomizer(unused -> Map.of(TelemetryProducer.DISABLED, "false"))
                    .addResourceCustomizer((resource, unused) -> withInstance(resource))
                    .addMeterProviderCustomizer((meters, unused) -> withBoundaries(meters))
                    .build()
                    .getOpenTelemetrySdk();
            return new OpenTelemetryTelemetry(sdk, () -> sdk.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS));
        } finally {
            Thread.currentThread().setContextClassLoader(application);
        }
    }

    /** Nodes of a cluster, whose metrics would otherwise be mixed up, are told apart. */
    private static Resource withInstance(Resource resource) {
        return resource.getAttribute(INSTANCE) != null
                ? resource
                : resource.toBuilder()
                        .put(INSTANCE, UUID.randomUUID().toString())
                        .build();
    }

    /** The API of Payara's version takes no boundaries, and the SDK's own ones are for milliseconds. */
    static SdkMeterProviderBuilder withBoundaries(SdkMeterProviderBuilder meters) {
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.HISTOGRAM) {
                meters.registerView(
                        InstrumentSelector.builder().setName(metric.key()).build(),
                        View.builder()
                                .setAggregation(Aggregation.explicitBucketHistogram(metric.boundaries()))
                                .build());
            }
        }
        return meters;
    }
}
