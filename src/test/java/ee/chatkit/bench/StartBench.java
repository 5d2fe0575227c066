package ee.chatkit.bench;

import ee.chatkit.server.Places;
import ee.chatkit.server.ServerFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the time goes when WildFly starts with the WAR and a database whose schema is current. With several WARs as
 * arguments they take turns, so that their numbers can be compared.
 */
public final class StartBench {
    private static final int ROUNDS = 7;

    /** A part lasts until the server's log says this for the first time. */
    private static final Map<String, String> PARTS = parts();

    private final Map<String, List<Long>> millis = new LinkedHashMap<>();

    private StartBench() {}

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("the WAR is looked through", "WFLYWELD0003");
        parts.put("CDI finds the beans", "Hibernate ORM core version");
        parts.put("Hibernate starts", "Conversations are kept");
        parts.put("the rest: beans, JAX-RS", "WFLYSRV0010");
        return parts;
    }

    public static void main(String[] args) {
        List<Path> wars = args.length == 0
                ? List.of(Places.war())
                : Arrays.stream(args).map(Path::of).toList();
        List<StartBench> benches = wars.stream().map(war -> new StartBench()).toList();
        try (var fixture = ServerFixture.withDatabase(Map.of("CHATKIT_ANONYMOUS_USER", "demo"))) {
            fixture.start("api/threads", wars.getFirst());
            for (int round = 0; round < ROUNDS; round++) {
                for (int n = 0; n < wars.size(); n++) {
                    fixture.server().stop();
                    int before = fixture.log().length();
                    fixture.start("api/threads", wars.get(n));
                    benches.get(n).read(fixture.log().substring(before));
                }
            }
        }
        for (int n = 0; n < wars.size(); n++) {
            System.out.println(wars.get(n).getFileName() + ", medians of " + ROUNDS + " starts (ms)");
            benches.get(n).millis.forEach((part, times) -> System.out.printf("  %-28s %6d%n", part, median(times)));
        }
    }

    private void read(String log) {
        LocalTime begin = at(log, "WFLYSRV0027");
        LocalTime last = begin;
        for (var part : PARTS.entrySet()) {
            LocalTime end = at(log, part.getValue());
            add(part.getKey(), Duration.between(last, end));
            last = end;
        }
        add("together", Duration.between(begin, last));
        var schema = Pattern.compile("checked in (\\d+) ms").matcher(log);
        add("the schema, in the background", Duration.ofMillis(schema.find() ? Long.parseLong(schema.group(1)) : -1));
    }

    private void add(String part, Duration time) {
        millis.computeIfAbsent(part, unused -> new ArrayList<>()).add(time.toMillis());
    }

    private static LocalTime at(String log, String said) {
        String line = log.lines()
                .filter(each -> each.contains(said))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the log does not say " + said));
        return LocalTime.parse(line.substring(11, 23).replace(',', '.'));
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
}
