package ee.chatkit.fuzz;

import ee.chatkit.fuzz.SeedRequest.Kind;
import ee.chatkit.server.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Sends generated requests to a server and checks the responses. An instance is for one thread. */
public final class FuzzRun {
    /** More than a slow body may take. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** More than WildFly (90 s) and Payara (30 s) wait for the rest of a request that they have rejected themselves. */
    private static final Duration SERVER_TIMEOUT = Duration.ofSeconds(100);

    private static final int RENEWAL = 150;

    private final URI base;
    private final RequestFuzzer fuzzer;
    private final FuzzTotals totals;
    private final FuzzResources resources;
    private final Queue<Map<String, String>> created;
    private Map<String, String> current = Map.of();
    private int age = RENEWAL;

    private FuzzRun(URI base, RequestFuzzer fuzzer, FuzzTotals totals, Queue<Map<String, String>> created) {
        this.created = created;
        this.base = base;
        this.fuzzer = fuzzer;
        this.totals = totals;
        this.resources = new FuzzResources(base);
    }

    /**
     * Sends the requests of a range of cases.
     *
     * @param base the URL of an API with an anonymous user, which ends with {@code /api/}
     * @param first the number of the first case
     * @param count how many cases
     * @param connections how many requests at a time
     * @param totals to which the results are added
     */
    public static void run(URI base, RequestFuzzer fuzzer, long first, long count, int connections, FuzzTotals totals)
            throws InterruptedException, ExecutionException {
        var next = new AtomicLong(first);
        var created = new ConcurrentLinkedQueue<Map<String, String>>();
        List<Future<?>> runs = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < connections; n++) {
                var run = new FuzzRun(base, fuzzer, totals, created);
                runs.add(executor.submit(() -> {
                    for (long number = next.getAndIncrement();
                            number < first + count;
                            number = next.getAndIncrement()) {
                        run.send(number);
                    }
                    return null;
                }));
            }
        }
        for (Future<?> run : runs) {
            run.get();
        }
        try {
            new FuzzResources(base).deleteAll(created);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> create() throws IOException, InterruptedException {
        Map<String, String> made = resources.create();
        created.add(made);
        return made;
    }

    /** Sends the requests of a case, one or a few. */
    private void send(long number) throws IOException, InterruptedException {
        if (age++ == RENEWAL) {
            current = create();
            age = 0;
        }
        Choice choice = fuzzer.choice(number);
        if (!choice.oneIn(12)) {
            exchange(fuzzer.generate(number, choice, current));
            return;
        }
        // a sequence: resources of its own, several changed requests for them, and a look at what they have become
        Map<String, String> own = create();
        for (int n = 2 + choice.below(3); n > 0; n--) {
            exchange(fuzzer.generate(number, choice, own, EnumSet.of(Kind.PROTOCOL, Kind.REST, Kind.FORM, Kind.LINK)));
        }
        for (String target : new String[] {
            "threads/" + own.get("thread"),
            "threads/" + own.get("thread") + "/items?limit=100",
            "opportunities/" + own.get("opportunity") + "/threads",
            "attachments/" + own.get("attachment"),
            "attachments/" + own.get("attachment") + "/content"
        }) {
            exchange(FuzzCase.reading(number, "/api/" + target));
        }
    }

    private void exchange(FuzzCase request) throws IOException {
        long begin = System.nanoTime();
        RawResponse response;
        boolean ended;
        try (var connection = new RawConnection(base)) {
            try {
                connection.send(request.request());
                if (request.endsOutput()) {
                    connection.endOutput();
                }
            } catch (IOException e) {
                // the server has responded before the request was complete, or closed the connection
                totals.interruptedSend();
            }
            ended = connection.readUntil(bytes -> RawResponse.isComplete(bytes, request.ofHead()), TIMEOUT);
            response = RawResponse.of(connection.received(), request.ofHead());
            if (!ended && request.isLeftToServer() && !response.isOfApplication()) {
                ended = connection.readFor(SERVER_TIMEOUT);
                response = RawResponse.of(connection.received(), request.ofHead());
            }
        }
        String failure = ended ? ResponseCheck.failure(request, response) : "hangs";
        totals.add(request, response, Duration.ofNanos(System.nanoTime() - begin), failure);
    }
}
