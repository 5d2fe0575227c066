package ee.chatkit.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many operations a second concurrent clients complete, in several ways, which take turns in short rounds, so that a slow
 * moment of the machine meets all of them. The first round does not count.
 */
final class Rates {
    private static final int ROUNDS = 7;
    private static final Duration ROUND = Duration.ofMillis(1_500);

    private final Map<String, Callable<Runnable>> ways = new LinkedHashMap<>();
    private final Map<String, double[]> rates = new LinkedHashMap<>();

    /** @param client gives the operation that a client repeats; called for each client in each round */
    void add(String name, Callable<Runnable> client) {
        ways.put(name, client);
    }

    /** Prints medians, and their ratios to the first. */
    void print(int clients) throws Exception {
        for (int round = -1; round < ROUNDS; round++) {
            for (Map.Entry<String, Callable<Runnable>> way : ways.entrySet()) {
                double rate = rate(clients, way.getValue());
                if (round >= 0) {
                    rates.computeIfAbsent(way.getKey(), name -> new double[ROUNDS])[round] = rate;
                }
            }
        }
        rates.values().forEach(Arrays::sort);
        double first = rates.values().iterator().next()[ROUNDS / 2];
        rates.forEach((name, sorted) -> System.out.printf(
                Locale.ROOT,
                "%3d clients, %-32s %8.0f/s (%.0f to %.0f), ratio %.2f%n",
                clients,
                name,
                sorted[ROUNDS / 2],
                sorted[0],
                sorted[ROUNDS - 1],
                sorted[ROUNDS / 2] / first));
    }

    private static double rate(int clients, Callable<Runnable> way) throws Exception {
        List<Runnable> operations = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            operations.add(way.call());
        }
        var done = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + ROUND.toNanos();
        List<Thread> running = new ArrayList<>();
        for (Runnable operation : operations) {
            running.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end) {
                    operation.run();
                    done.incrementAndGet();
                }
            }));
        }
        for (Thread client : running) {
            client.join();
        }
        return done.get() / ((System.nanoTime() - begin) / 1e9);
    }
}
