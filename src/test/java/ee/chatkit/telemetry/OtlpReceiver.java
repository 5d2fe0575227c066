package ee.chatkit.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Receives what servers export by OTLP over HTTP, on loopback. */
public final class OtlpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
    private final Map<String, String> resource = new ConcurrentHashMap<>();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", exchange -> receive(exchange, this::receiveSpans));
        server.createContext("/v1/metrics", exchange -> receive(exchange, this::receiveMetrics));
        server.start();
    }

    /** Starts to receive. */
    public static OtlpReceiver start() {
        try {
            return new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Receiver {
        void receive(InputStream body) throws IOException;
    }

    /** The environment of a server that exports to this receiver. */
    public Map<String, String> environment() {
        return Map.of(
                "OTEL_SDK_DISABLED", "false",
                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "OTEL_EXPORTER_OTLP_ENDPOINT", uri().toString(),
                "OTEL_BSP_SCHEDULE_DELAY", "200",
                "OTEL_METRIC_EXPORT_INTERVAL", "500");
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void receive(HttpExchange exchange, Receiver receiver) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                receiver.receive(body);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void receiveSpans(InputStream body) throws IOException {
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(from -> {
            from.getResource().getAttributesList().forEach(this::addToResource);
            from.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
        });
    }

    private void receiveMetrics(InputStream body) throws IOException {
        ExportMetricsServiceRequest.parseFrom(body)
                .getResourceMetricsList()
                .forEach(from -> from.getScopeMetricsList()
                        .forEach(scope ->
                                scope.getMetricsList().forEach(metric -> metrics.put(metric.getName(), metric))));
    }

    private void addToResource(KeyValue attribute) {
        resource.put(attribute.getKey(), attribute.getValue().getStringValue());
    }

    /** The spans that were received. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The metrics that were received, each as it was last. */
    public Map<String, Metric> metrics() {
        return Map.copyOf(metrics);
    }

    /** The attributes of the application that exports. */
    public Map<String, String> resource() {
        return Map.copyOf(resource);
    }

    /** Waits for a span. */
    public Span awaitSpan(String what, Predicate<Span> wanted) {
        return await(what, () -> spans.stream().filter(wanted).findFirst());
    }

    /** Waits for a metric with at least one value that has these attributes. */
    public Metric awaitMetric(String name, Predicate<Metric> wanted) {
        return await(name, () -> Optional.ofNullable(metrics.get(name)).filter(wanted));
    }

    private interface Search<T> {
        Optional<T> find();
    }

    private <T> T await(String what, Search<T> search) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            Optional<T> found = search.find();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("Not received: " + what + ". Spans: "
                + spans.stream().map(Span::getName).toList() + ", metrics: " + metrics.keySet());
    }

    /** The attributes of each value of a metric, whatever its kind is. */
    public static List<List<KeyValue>> points(Metric metric) {
        Stream<List<KeyValue>> numbers = Stream.concat(
                        metric.getSum().getDataPointsList().stream(), metric.getGauge().getDataPointsList().stream())
                .map(NumberDataPoint::getAttributesList);
        return Stream.concat(
                        numbers,
                        metric.getHistogram().getDataPointsList().stream().map(HistogramDataPoint::getAttributesList))
                .toList();
    }

    /** The value of an attribute; empty if there is none. */
    public static Optional<String> attribute(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .findFirst()
                .map(attribute -> attribute.getValue().hasIntValue()
                        ? String.valueOf(attribute.getValue().getIntValue())
                        : attribute.getValue().getStringValue());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
