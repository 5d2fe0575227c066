package ee.chatkit.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Dashboard, alert rules and manual use the metrics that exist, and every metric is recorded, shown and documented. */
class MetricNamesTest {
    private static final Path DASHBOARD = Path.of("server-config/grafana/chatkit-dashboard.json");
    private static final Path ALERTS = Path.of("server-config/prometheus/chatkit-alerts.yaml");
    private static final Path MANUAL = Path.of("src/site/markdown/telemetry.md");

    /** What Prometheus adds. */
    private static final Set<String> GENERAL_LABELS = Set.of("job", "instance", "le");

    @Test
    void query_isReadWithItsSeriesAndLabels() {
        String query =
                "histogram_quantile(0.9, sum by (le, x) (rate(a_bucket{job=\"$job\",y!=\"b_total\"}[5m]))) / c_total >"
                        + " 1";
        assertEquals(Set.of("a_bucket", "c_total"), PrometheusNames.seriesOf(query));
        assertEquals(Set.of("le", "x", "job", "y"), PrometheusNames.labelsOf(query));
    }

    @Test
    void dashboard_usesExistingSeriesAndLabels() throws IOException {
        List<String> queries = dashboardQueries();
        assertTrue(queries.size() >= 20, queries::toString);
        queries.forEach(MetricNamesTest::check);
    }

    @Test
    void alerts_useExistingSeriesAndLabels() throws IOException {
        List<String> queries = alertQueries();
        assertTrue(queries.size() >= 10, queries::toString);
        queries.forEach(MetricNamesTest::check);
    }

    @Test
    void everyMetric_isOnTheDashboard() throws IOException {
        Set<String> shown = dashboardQueries().stream()
                .flatMap(query -> PrometheusNames.seriesOf(query).stream())
                .collect(Collectors.toSet());
        assertEquals(
                List.of(),
                without(metric -> PrometheusNames.series(metric).stream().anyMatch(shown::contains)));
    }

    @Test
    void everyMetric_isDocumented() throws IOException {
        String manual = Files.readString(MANUAL);
        assertEquals(
                List.of(),
                without(metric -> manual.contains("| `" + metric.key() + "` |")
                        && metric.attributes().stream()
                                .allMatch(attribute -> manual.contains('`' + attribute.key() + '`'))));
        assertEquals(
                List.of(),
                Arrays.stream(SpanAttribute.values())
                        .filter(attribute -> !manual.contains('`' + attribute.key() + '`'))
                        .toList());
    }

    @Test
    void everyMetric_isRecordedByTheApplicationAndExpectedByATest() throws IOException {
        String main = sources(Path.of("src/main/java"), "Metric.java");
        String tests = sources(Path.of("src/test/java"), "MetricNamesTest.java");
        assertEquals(List.of(), without(metric -> main.contains("Metric." + metric.name())));
        assertEquals(
                List.of(),
                without(metric ->
                        tests.contains("Metric." + metric.name()) || tests.contains('"' + metric.key() + '"')));
    }

    @Test
    void names_areDistinct() {
        assertEquals(
                Metric.values().length,
                Arrays.stream(Metric.values()).map(Metric::key).distinct().count());
    }

    private static List<Metric> without(Predicate<Metric> property) {
        return Arrays.stream(Metric.values()).filter(property.negate()).toList();
    }

    /** Every series is one of a metric, and every label one of the metrics of the query. */
    private static void check(String query) {
        Set<String> labels = new HashSet<>(GENERAL_LABELS);
        Set<String> unknown = new TreeSet<>(PrometheusNames.seriesOf(query));
        assertTrue(!unknown.isEmpty(), query);
        for (Metric metric : Metric.values()) {
            if (unknown.removeAll(PrometheusNames.series(metric))) {
                labels.addAll(PrometheusNames.labels(metric));
            }
        }
        assertEquals(Set.of(), unknown, query);
        Set<String> unknownLabels = new TreeSet<>(PrometheusNames.labelsOf(query));
        unknownLabels.removeAll(labels);
        assertEquals(Set.of(), unknownLabels, query);
    }

    private static List<String> dashboardQueries() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        List<String> found = new ArrayList<>();
        dashboard
                .get("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> found.add(target.get("expr").asText())));
        return found;
    }

    private static List<String> alertQueries() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(ALERTS));
        List<String> found = new ArrayList<>();
        for (Map<String, Object> group : file.get("groups")) {
            for (Object rule : (List<?>) group.get("rules")) {
                found.add(String.valueOf(((Map<?, ?>) rule).get("expr")));
            }
        }
        return found;
    }

    private static String sources(Path folder, String except) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(path -> path.toString().endsWith(".java") && !path.endsWith(except))
                    .toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }
}
