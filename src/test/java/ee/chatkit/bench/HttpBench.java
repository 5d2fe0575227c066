package ee.chatkit.bench;

import ee.chatkit.server.BuildPaths;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The CPU time that a server spends on a request of the ChatKit protocol, and how often that is the time of a resource that does
 * nothing. Without arguments: a WildFly with the WAR and PostgreSQL, and another WildFly with an empty resource, by turns in
 * one run; PostgreSQL's own time is not counted. With the address of the endpoint of any running ChatKit server and the number of its
 * process: that server alone.
 */
public final class HttpBench {
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 7;
    private static final int REQUESTS = 2_000;
    private static final int WARM_UP = 12_000;
    private static final int ITEMS = 20;
    private static final Pattern THREAD = Pattern.compile("\"id\":\\s*\"(thr_\\w+)\"");

    /** A server and its endpoint. */
    private record Target(URI endpoint, ProcessHandle process) {
        Duration cpu() {
            return process.info().totalCpuDuration().orElseThrow();
        }
    }

    /** Requests of one kind to a server. */
    private record Load(Target target, String body, boolean stream) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static void main(String[] args) throws Exception {
        var bench = new HttpBench();
        if (args.length == 2) {
            ProcessHandle process = ProcessHandle.of(Long.parseLong(args[1])).orElseThrow();
            bench.run(bench.loads(new Target(URI.create(args[0]), process)));
            return;
        }
        Map<String, String> user = Map.of("CHATKIT_ANONYMOUS_USER", "demo");
        try (var chatkit = ServerFixture.withDatabase(Server.Kind.WILDFLY, user);
                var empty = ServerFixture.withoutDatasource(Server.Kind.WILDFLY, Map.of())) {
            chatkit.start("api/opportunities");
            empty.start("api/chatkit", emptyWar());
            Map<String, Load> loads = new LinkedHashMap<>();
            loads.put("an empty resource", new Load(target(empty), "{}", false));
            loads.putAll(bench.loads(target(chatkit)));
            bench.run(loads);
        }
    }

    private static Path emptyWar() {
        Path war = BuildPaths.target().resolve("empty.war");
        ShrinkWrap.create(WebArchive.class)
                .addClasses(EmptyApplication.class, EmptyApplication.EmptyResource.class)
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        return war;
    }

    private static Target target(ServerFixture fixture) {
        return new Target(
                fixture.baseUri().resolve("api/chatkit"),
                ProcessHandle.of(fixture.server().jvm().pid()).orElseThrow());
    }

    private Map<String, Load> loads(Target target) throws Exception {
        String thread = threadOf(target);
        for (int n = 1; n < ITEMS / 2; n++) {
            send(new Load(target, message(thread), true));
        }
        Map<String, Load> loads = new LinkedHashMap<>();
        loads.put(
                "items.list, " + ITEMS + " items",
                new Load(
                        target,
                        request("items.list", "\"thread_id\":\"" + thread + "\",\"limit\":20,\"order\":\"desc\""),
                        false));
        loads.put(
                "threads.get_by_id",
                new Load(target, request("threads.get_by_id", "\"thread_id\":\"" + thread + "\""), false));
        loads.put("threads.add_user_message", new Load(target, message(threadOf(target)), true));
        loads.put("threads.create", new Load(target, create(), true));
        return loads;
    }

    private String threadOf(Target target) throws Exception {
        Matcher id = THREAD.matcher(send(new Load(target, create(), true)));
        if (!id.find()) {
            throw new IOException("the server has created no thread");
        }
        return id.group(1);
    }

    /** The loads take turns, so that a slow moment of the machine meets all of them. */
    private void run(Map<String, Load> loads) throws Exception {
        for (Load load : loads.values()) {
            repeat(load, WARM_UP / CLIENTS);
        }
        Map<String, long[]> micros = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (var entry : loads.entrySet()) {
                Load load = entry.getValue();
                Duration before = load.target.cpu();
                repeat(load, REQUESTS / CLIENTS);
                long spent = load.target.cpu().minus(before).toNanos() / 1_000 / REQUESTS;
                micros.computeIfAbsent(entry.getKey(), name -> new long[ROUNDS])[round] = spent;
            }
        }
        print(micros);
    }

    private static void print(Map<String, long[]> micros) {
        System.out.printf("%-28s %10s %18s %10s%n", "server CPU of a request", "median", "lowest, highest", "multiple");
        double first = 0;
        for (var entry : micros.entrySet()) {
            long[] sorted = entry.getValue().clone();
            Arrays.sort(sorted);
            long median = sorted[ROUNDS / 2];
            first = first == 0 ? median : first;
            System.out.printf(
                    "%-28s %7d us %8d, %5d us %10.2f%n",
                    entry.getKey(), median, sorted[0], sorted[ROUNDS - 1], median / first);
        }
    }

    private void repeat(Load load, int times) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int n = 0; n < CLIENTS; n++) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < times; i++) {
                        send(load);
                    }
                    return null;
                }));
            }
            for (Future<?> end : running) {
                end.get();
            }
        }
    }

    private String send(Load load) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(load.target.endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", load.stream ? "text/event-stream" : "application/json")
                .POST(BodyPublishers.ofString(load.body))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static String create() {
        return request("threads.create", "\"input\":" + input());
    }

    private static String message(String thread) {
        return request("threads.add_user_message", "\"thread_id\":\"" + thread + "\",\"input\":" + input());
    }

    private static String input() {
        return "{\"content\":[{\"type\":\"input_text\",\"text\":\"What will the pier cost, and who pays for it? "
                + "x".repeat(150) + "\"}],\"attachments\":[],\"inference_options\":{}}";
    }

    private static String request(String type, String params) {
        return "{\"type\":\"" + type + "\",\"params\":{" + params + "}}";
    }
}
