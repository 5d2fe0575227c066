package ee.chatkit.bench;

import ee.chatkit.server.BuildPaths;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the time goes when a server starts with the WAR and a database whose schema is current. The arguments are the kind
 * of server, WildFly without one, and WARs, the project's without one; several take turns, so that their numbers can be
 * compared.
 */
public final class StartBench {
    private static final int ROUNDS = 7;

    /** A part of WildFly's start lasts until its log says this for the first time. */
    private static final Map<String, String> PARTS = parts();

    private static final Pattern DEPLOYED = Pattern.compile("successfully deployed in ([0-9,]+) milliseconds");
    private static final Pattern SCHEMA = Pattern.compile("checked in ([0-9,]+) ms");

    private final Map<String, List<Long>> millis = new LinkedHashMap<>();

    private StartBench() {}

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("the WAR is looked through", "WFLYWELD0003");
        parts.put("CDI finds the beans", "Conversations are kept");
        parts.put("the rest: Hibernate, JAX-RS", "WFLYSRV0010");
        return parts;
    }

    public static void main(String[] args) {
        List<String> words = List.of(args);
        boolean named = !words.isEmpty() && !words.getFirst().endsWith(".war");
        Server.Kind kind = named ? Server.Kind.valueOf(words.getFirst().toUpperCase(Locale.ROOT)) : Server.Kind.WILDFLY;
        List<Path> given = words.stream().skip(named ? 1 : 0).map(Path::of).toList();
        List<Path> wars = given.isEmpty() ? List.of(BuildPaths.war()) : given;
        List<StartBench> benches = wars.stream().map(war -> new StartBench()).toList();
        try (var fixture = ServerFixture.withDatabase(kind, Map.of("CHATKIT_ANONYMOUS_USER", "demo"))) {
            fixture.start("api/threads", wars.getFirst());
            for (int round = 0; round < ROUNDS; round++) {
                for (int n = 0; n < wars.size(); n++) {
                    fixture.server().stop();
                    int before = fixture.log().length();
                    fixture.start("api/threads", wars.get(n));
                    benches.get(n).read(kind, fixture.log().substring(before));
                }
            }
        }
        for (int n = 0; n < wars.size(); n++) {
            System.out.println(wars.get(n).getFileName() + ", medians of " + ROUNDS + " starts (ms)");
            benches.get(n).millis.forEach((part, times) -> System.out.printf("  %-28s %6d%n", part, median(times)));
        }
    }

    private void read(Server.Kind kind, String log) {
        if (kind == Server.Kind.PAYARA) {
            add("the deployment", millis(DEPLOYED, log));
        } else {
            readParts(log);
        }
        add("the schema, in the background", millis(SCHEMA, log));
    }

    private void readParts(String log) {
        LocalTime begin = at(log, "WFLYSRV0027");
        LocalTime last = begin;
        for (var part : PARTS.entrySet()) {
            LocalTime end = at(log, part.getValue());
            add(part.getKey(), Duration.between(last, end).toMillis());
            last = end;
        }
        add("together", Duration.between(begin, last).toMillis());
    }

    private static long millis(Pattern said, String log) {
        Matcher found = said.matcher(log);
        return found.find() ? Long.parseLong(found.group(1).replace(",", "")) : -1;
    }

    private void add(String part, long time) {
        millis.computeIfAbsent(part, unused -> new ArrayList<>()).add(time);
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
