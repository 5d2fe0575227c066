package ee.chatkit.fuzz;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * Sends very many almost valid requests to a deployed server, and ends with 1 if one of them is answered by what no client may
 * see or is not answered at all, or if the server's log has an error afterwards. System properties:
 *
 * <ul>
 *   <li>{@code fuzz.requests}: how many, 200000 by default
 *   <li>{@code fuzz.seed}: another seed gives other requests
 *   <li>{@code fuzz.server}: {@code wildfly}, {@code wildfly_preview} or {@code payara}
 *   <li>{@code fuzz.store}: {@code memory} or {@code jpa}
 *   <li>{@code fuzz.only}: sends one case only, and prints its requests and responses
 *   <li>{@code fuzz.first}: the number of the first case, to go on behind an earlier run
 * </ul>
 */
public final class FuzzProgram {
    private static final long SEED = 20_261_130;
    private static final int CONNECTIONS = 4;
    /** After so many cases, what they have created is deleted. */
    private static final int BATCH = 1500;

    private static final int SHOWN = 20;
    private static final Pattern LOGGED_ERROR =
            Pattern.compile("(?m)^.*(?:\\bERROR\\b|\\bSEVERE\\b|\\bFATAL\\b|^\tat |^Caused by: ).*$");
    /** Payara itself logs stack traces of malformed logins and paths. */
    private static final Pattern LOGGED_ERROR_OF_APPLICATION = Pattern.compile("(?m)^.*\tat ee\\.chatkit\\..*$");

    private static final Pattern LOGGED_WARNING = Pattern.compile("(?m)^.*\\bWARN(?:ING)?\\b.*$");

    /** Small limits, so that requests exceed them, and no limit on the number of requests. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CHATKIT_ANONYMOUS_USER", "demo",
            "CHATKIT_BODY_TIMEOUT", "1",
            "CHATKIT_MAX_BODY_BYTES", "262144",
            "CHATKIT_ATTACHMENTS_MAX_BYTES", "100000",
            "CHATKIT_IMPORT_MAX_BYTES", "2097152");

    private FuzzProgram() {}

    public static void main(String[] args) throws Exception {
        Server.Kind kind =
                Server.Kind.valueOf(System.getProperty("fuzz.server", "wildfly").toUpperCase(Locale.ROOT));
        boolean database = System.getProperty("fuzz.store", "memory").equals("jpa");
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        int problems;
        try (ServerFixture fixture = database
                ? ServerFixture.withDatabase(kind, environment)
                : ServerFixture.withoutDatasource(kind, environment)) {
            fixture.start("api/opportunities");
            problems = run(fixture, kind == Server.Kind.PAYARA);
        }
        System.out.println(problems == 0 ? "No findings" : problems + " findings");
        System.exit(problems == 0 ? 0 : 1);
    }

    private static int run(ServerFixture fixture, boolean isPayara) throws InterruptedException, ExecutionException {
        URI base = fixture.baseUri().resolve("api/");
        var fuzzer = new RequestFuzzer(Long.getLong("fuzz.seed", SEED));
        var totals = new FuzzTotals();
        Long only = Long.getLong("fuzz.only");
        if (only == null) {
            all(base, fuzzer, totals);
        } else {
            FuzzRun.run(base, fuzzer, only, 1, 1, totals);
            totals.recent().forEach(System.out::println);
        }
        System.out.println(totals.table());
        totals.findings().forEach(System.out::println);
        return totals.failed() + checkServer(fixture, isPayara ? LOGGED_ERROR_OF_APPLICATION : LOGGED_ERROR);
    }

    private static void all(URI base, RequestFuzzer fuzzer, FuzzTotals totals)
            throws InterruptedException, ExecutionException {
        int requests = Integer.getInteger("fuzz.requests", 200_000);
        long first = Long.getLong("fuzz.first", 0);
        long begin = System.nanoTime();
        while (totals.requests() < requests) {
            long count = Math.min(BATCH, requests - totals.requests());
            FuzzRun.run(base, fuzzer, first, count, CONNECTIONS, totals);
            first += count;
            System.out.printf(
                    "%d requests (cases up to %d), %d findings, %d s%n",
                    totals.requests(),
                    first - 1,
                    totals.failed(),
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        }
    }

    /** Returns how many errors the log has, and one more if the server does not answer. */
    private static int checkServer(ServerFixture fixture, Pattern error) throws InterruptedException {
        String log = fixture.log();
        List<String> errors =
                error.matcher(log).results().map(found -> found.group()).toList();
        errors.stream().limit(SHOWN).forEach(System.out::println);
        List<String> warnings = LOGGED_WARNING
                .matcher(log)
                .results()
                .map(found -> found.group())
                .toList();
        warnings.stream().limit(SHOWN).forEach(System.out::println);
        System.out.println(
                "The server's log has " + errors.size() + " lines of errors, " + warnings.size() + " warnings");
        int status = FuzzResources.statusOf(fixture.baseUri().resolve("api/"));
        if (!fixture.server().isAlive() || status != 200) {
            System.out.println("The server does not answer: " + status);
            return errors.size() + 1;
        }
        return errors.size();
    }
}
