package ee.chatkit.bench;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.server.BuildPaths;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What streams cost, on a WildFly with PostgreSQL and this program on the same machine: how soon a turn's first byte is
 * there, how late deltas are while many turns are streamed at once, how much heap a stream takes, and what one more than the
 * limit of the node gets.
 *
 * <p>Arguments: how many streams at once, one number or more; options of the server's JVM, such as {@code -Xmx2g}.
 */
public final class StreamBench {
    private static final int DELTAS_PER_SECOND = 5_000;
    private static final int MIN_MILLIS = 200;
    private static final int MIN_OPENED_PER_SECOND = 100;
    private static final int SECONDS = 30;
    private static final Duration TIMEOUT = Duration.ofMinutes(4);
    private static final int BEYOND = 20;
    private static final int CLIENTS = 8;
    private static final int TURNS = 100;

    private final ServerFixture fixture;
    private final int port;

    private StreamBench(ServerFixture fixture) {
        this.fixture = fixture;
        this.port = fixture.baseUri().getPort();
    }

    public static void main(String[] args) throws Exception {
        List<String> options =
                Stream.of(args).filter(arg -> arg.startsWith("-")).toList();
        int[] numbers = Stream.of(args)
                .filter(arg -> !arg.startsWith("-"))
                .mapToInt(Integer::parseInt)
                .toArray();
        int max = IntStream.of(numbers).max().orElse(1);
        Map<String, String> environment = Map.of(
                "CHATKIT_ANONYMOUS_USER", "demo",
                "CHATKIT_LIMITS_NODE_TURNS", Integer.toString(max),
                "_JAVA_OPTIONS", String.join(" ", options));
        try (var fixture = ServerFixture.withDatabase(Server.Kind.WILDFLY, environment)) {
            fixture.start("api/opportunities", BuildPaths.war());
            new StreamBench(fixture).firstBytes();
            fixture.server().stop();
            fixture.start("api/opportunities", ProbeApplication.war());
            var bench = new StreamBench(fixture);
            bench.streams(Math.min(100, max), 5);
            for (int streams : numbers) {
                bench.streams(streams, SECONDS);
                bench.heap(streams, streams == max);
            }
        }
    }

    /** A client sends a message, reads the answer to its end and sends the next. */
    private void firstBytes() throws InterruptedException {
        for (int round = 1; round <= 3; round++) {
            var times = new ConcurrentLinkedQueue<Long>();
            together(CLIENTS, () -> {
                try (var client = new StreamClient(port)) {
                    for (int n = 0; n < TURNS; n++) {
                        long begin = System.nanoTime();
                        client.post(create("What will the pier cost?"));
                        client.event();
                        times.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
                        drain(client);
                    }
                }
            });
            print(
                    "first event, " + CLIENTS + " clients, round " + round + " (ms)",
                    times.stream().mapToLong(Long::longValue).sorted().toArray(),
                    1000);
        }
    }

    private void streams(int streams, int seconds) throws IOException {
        int millis = Math.max(MIN_MILLIS, streams * 1_000 / DELTAS_PER_SECOND);
        int deltas = (seconds + streams / MIN_OPENED_PER_SECOND) * 1_000 / millis;
        try (var load = new StreamLoad(port)) {
            long begin = System.nanoTime();
            load.open(streams, create("/pace " + deltas + " " + millis), TIMEOUT);
            long opened = System.nanoTime();
            Duration cpu = cpu();
            load.read(Duration.ofSeconds(seconds));
            double used = cpu().minus(cpu).toNanos() / (double) (System.nanoTime() - opened);
            load.read(TIMEOUT);
            print(
                    streams + " streams, a delta each " + millis + " ms, its delay (ms)",
                    load.delays().stream().mapToLong(Long::longValue).sorted().toArray(),
                    1);
            System.out.printf(
                    "%d streams: opened within %.1f s, then %.2f cores of the server, %s%n",
                    streams, (opened - begin) / 1e9, used, load.outcomes());
        }
    }

    private Duration cpu() {
        return ProcessHandle.of(fixture.server().jvm().pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Full collections would spoil delays: so this is a run of its own. */
    private void heap(int streams, boolean beyond) throws InterruptedException, IOException {
        long before = fixture.server().jvm().liveHeapBytes();
        try (var load = new StreamLoad(port)) {
            load.open(streams, create("/pace 1 600000"), TIMEOUT);
            TimeUnit.SECONDS.sleep(2);
            long during = fixture.server().jvm().liveHeapBytes();
            System.out.printf(
                    "%d streams: %d open, live heap %d KiB before, %d KiB during, %.1f KiB a stream, %d threads"
                            + " besides%n",
                    streams,
                    load.open(),
                    before / 1024,
                    during / 1024,
                    (during - before) / 1024.0 / streams,
                    fixture.server().jvm().threadNames().stream()
                            .filter(name -> !name.startsWith("chatkit-turn-"))
                            .count());
            if (beyond) {
                load.open(BEYOND, create("/pace 1 600000"), TIMEOUT);
                load.read(Duration.ofSeconds(1));
                System.out.println(BEYOND + " beyond the limit: " + load.outcomes());
            }
        }
        TimeUnit.SECONDS.sleep(35); // the server notices at the second comment that the clients are gone
    }

    private static void drain(StreamClient client) throws IOException {
        String event = client.event();
        while (event != null) {
            event = client.event();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static void together(int times, Work work) throws InterruptedException {
        var failed = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < times; n++) {
                var unused = threads.submit(() -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        if (!failed.getAndSet(true)) {
                            System.out.println("the first failure: " + e);
                        }
                    }
                });
            }
        }
    }

    private static String create(String text) {
        return "{\"type\":\"threads.create\",\"params\":{\"input\":{\"content\":[{\"type\":\"input_text\",\"text\":\""
                + text + "\"}],\"attachments\":[],\"inference_options\":{}}}}";
    }

    private static void print(String what, long[] sorted, int divisor) {
        System.out.printf(
                "%s: n=%d p50=%.1f p90=%.1f p99=%.1f max=%.1f%n",
                what,
                sorted.length,
                at(sorted, 0.5) / divisor,
                at(sorted, 0.9) / divisor,
                at(sorted, 0.99) / divisor,
                at(sorted, 1) / divisor);
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1.0, sorted.length * part)];
    }
}
