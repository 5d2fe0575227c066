package ee.chatkit.telemetry;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that Prometheus gives to the metrics when it receives OTLP, and those that a query uses. */
final class PrometheusNames {
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern BRACES = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][\\w:]*(?!\\w)(?!\\s*\\()");

    private PrometheusNames() {}

    /** The series of a metric. */
    static Set<String> series(Metric metric) {
        String name = metric.key().replace('.', '_') + suffix(metric.unit());
        return switch (metric.kind()) {
            case COUNTER -> Set.of(name + "_total");
            case UP_DOWN_COUNTER, GAUGE -> Set.of(name);
            case HISTOGRAM -> Set.of(name + "_bucket", name + "_count", name + "_sum");
        };
    }

    private static String suffix(String unit) {
        return switch (unit) {
            case "s" -> "_seconds";
            case "By" -> "_bytes";
            default -> {
                if (!unit.startsWith("{")) {
                    throw new IllegalArgumentException("no translation of the unit " + unit);
                }
                yield "";
            }
        };
    }

    static Set<String> labels(Metric metric) {
        return metric.attributes().stream()
                .map(attribute -> attribute.key().replace('.', '_'))
                .collect(Collectors.toSet());
    }

    /** The series of a query. */
    static Set<String> seriesOf(String query) {
        String rest = STRING.matcher(query).replaceAll("");
        for (Pattern pattern : new Pattern[] {BRACES, RANGE, GROUPING}) {
            rest = pattern.matcher(rest).replaceAll(" ");
        }
        Set<String> found = new TreeSet<>();
        Matcher word = WORD.matcher(rest);
        while (word.find()) {
            found.add(word.group());
        }
        return found;
    }

    /** The labels of a query. */
    static Set<String> labelsOf(String query) {
        String rest = STRING.matcher(query).replaceAll("");
        Set<String> found = new TreeSet<>();
        Matcher braces = BRACES.matcher(rest);
        while (braces.find()) {
            Matcher matcher = MATCHER.matcher(braces.group());
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        Matcher grouping = GROUPING.matcher(rest);
        while (grouping.find()) {
            for (String label : grouping.group(1).split(",", -1)) {
                found.add(label.strip());
            }
        }
        return found;
    }
}
