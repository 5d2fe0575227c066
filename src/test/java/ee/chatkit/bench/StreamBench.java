package ee.chatkit.bench;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.server.BuildPaths;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What streams cost, on a WildFly with PostgreSQL and this program on the same machine: how soon a turn's first byte is
 * there, how late deltas are while many turns are streamed at once, and how much heap a stream takes.
 *
 * <p>Arguments: how many streams at once; one number or more.
 */
public final class StreamBench {
    private static final int DELTAS = 50;
    private static final int MILLIS = 200;
    private static final int CLIENTS = 8;
    private static final int TURNS = 100;
    private static final Pattern DELTA = Pattern.compile("\"delta\":\"(\\d+) \"");

    private final ServerFixture fixture;
    private final int port;

    private StreamBench(ServerFixture fixture) {
        this.fixture = fixture;
        this.port = fixture.baseUri().getPort();
    }

    public static void main(String[] args) throws Exception {
        try (var fixture = ServerFixture.withDatabase(Server.Kind.WILDFLY, Map.of("CHATKIT_ANONYMOUS_USER", "demo"))) {
            fixture.start("api/opportunities", BuildPaths.war());
            new StreamBench(fixture).firstBytes();
            fixture.server().stop();
            fixture.start("api/opportunities", ProbeApplication.war());
            var bench = new StreamBench(fixture);
            bench.streams(100, 10, 100, "warm-up");
            for (String arg : args) {
                int streams = Integer.parseInt(arg);
                bench.streams(streams, DELTAS, MILLIS, "");
                bench.heap(streams);
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
                        drain(client, delay -> {});
                    }
                }
            });
            print("first event, " + CLIENTS + " clients, round " + round + " (ms)", times, 1000);
        }
    }

    private void streams(int streams, int deltas, int millis, String note) throws InterruptedException {
        var delays = new ConcurrentLinkedQueue<Long>();
        int failed = together(streams, () -> {
            try (var client = new StreamClient(port)) {
                client.post(create("/pace " + deltas + " " + millis));
                drain(client, delays::add);
            }
        });
        print(streams + " streams, delay of a delta (ms) " + note, delays, 1);
        System.out.printf(
                "%d streams: %d failed, %d of %d deltas came%n", streams, failed, delays.size(), streams * deltas);
    }

    /** Full collections would spoil delays: so this is a run of its own. */
    private void heap(int streams) throws InterruptedException, IOException {
        long before = fixture.server().jvm().liveHeapBytes();
        var open = new CountDownLatch(streams);
        var end = new CountDownLatch(1);
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                together(streams, () -> {
                    try (var client = new StreamClient(port)) {
                        client.post(create("/pace 1 600000"));
                        open.countDown();
                        end.await();
                    }
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        if (!open.await(60, TimeUnit.SECONDS)) {
            System.out.println(open.getCount() + " streams did not open");
        }
        TimeUnit.SECONDS.sleep(2);
        long during = fixture.server().jvm().liveHeapBytes();
        System.out.printf(
                "%d streams: live heap %d KiB before, %d KiB during, %.1f KiB a stream%n",
                streams, before / 1024, during / 1024, (during - before) / 1024.0 / streams);
        end.countDown();
        run.join();
    }

    private static void drain(StreamClient client, LongConsumer delays) throws IOException {
        for (String event = client.event(); event != null; event = client.event()) {
            Matcher delta = DELTA.matcher(event);
            if (delta.find()) {
                delays.accept(System.currentTimeMillis() - Long.parseLong(delta.group(1)));
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /** How many failed. */
    private static int together(int times, Work work) throws InterruptedException {
        var failed = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < times; n++) {
                var unused = threads.submit(() -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        if (failed.getAndIncrement() == 0) {
                            System.out.println("the first failure: " + e);
                        }
                    }
                });
            }
        }
        return failed.get();
    }

    private static String create(String text) {
        return "{\"type\":\"threads.create\",\"params\":{\"input\":{\"content\":[{\"type\":\"input_text\",\"text\":\""
                + text + "\"}],\"attachments\":[],\"inference_options\":{}}}}";
    }

    private static void print(String what, ConcurrentLinkedQueue<Long> values, int divisor) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%s: n=%d p50=%.1f p90=%.1f p99=%.1f max=%.1f%n",
                what,
                sorted.length,
                at(sorted, 0.5) / divisor,
                at(sorted, 0.9) / divisor,
                at(sorted, 0.99) / divisor,
                Arrays.stream(sorted).max().orElse(0) / (double) divisor);
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1.0, sorted.length * part)];
    }
}
