package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Thousands of almost valid requests: none hangs, and none is answered by an internal error or by what describes the implementation. */
public interface FuzzHttpSuite {
    long SEED = 20_261_130;
    int REQUESTS = 3000;
    int CLIENTS = 24;

    /** More than a slow body may take, and far less than a worker used to wait for one. */
    Duration SILENCE = Duration.ofSeconds(9);

    Set<Integer> DECIDED_5XX = Set.of(503, 507);

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** Whether the server processes a request only when the first chunk of its body has begun; others are not sent then. */
    default boolean awaitsFirstChunk() {
        return false;
    }

    @Test
    default void almostValidRequests_areAnsweredInOneFormat() throws InterruptedException, ExecutionException {
        List<Future<List<String>>> clients = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                var fuzzer = new RequestFuzzer(SEED + client);
                clients.add(executor.submit(() -> run(fuzzer)));
            }
        }
        List<String> failures = new ArrayList<>();
        for (Future<List<String>> client : clients) {
            failures.addAll(client.get());
        }
        assertEquals(List.of(), failures.subList(0, Math.min(10, failures.size())), failures.size() + " failures");
        new RestTestClient(base()).get("threads").expect(200);
    }

    private List<String> run(RequestFuzzer fuzzer) throws IOException {
        List<String> failures = new ArrayList<>();
        for (int n = 0; n < REQUESTS / CLIENTS; n++) {
            byte[] request = fuzzer.next();
            if (awaitsFirstChunk() && RequestFuzzer.hasNoChunk(request)) {
                continue;
            }
            try (var connection = new RawConnection(base())) {
                connection.send(request);
                boolean closed = connection.readFor(SILENCE);
                String failure = failure(connection, closed);
                if (!failure.isEmpty()) {
                    failures.add(failure + ": " + shortened(new String(request, StandardCharsets.ISO_8859_1)) + " -> "
                            + shortened(connection.text()));
                }
            }
        }
        return failures;
    }

    /** What the application has answered has a request id; the server itself answers 505 to a path with a space. */
    private static String failure(RawConnection connection, boolean closed) {
        String text = connection.text();
        int status = connection.status();
        String lower = text.toLowerCase(Locale.ROOT);
        boolean ofApplication = lower.contains("x-request-id:");
        if (!closed) {
            return status == 0 || ofApplication ? "hangs" : "";
        }
        if (status >= 500 && !DECIDED_5XX.contains(status) && (ofApplication || status != 505)) {
            return "status " + status;
        }
        for (String trace : List.of("\tat ", "exception", "select ", "ee.chatkit.", "resteasy", "jersey.")) {
            if (lower.contains(trace) && !lower.contains("openapi: 3")) {
                return "contains " + trace;
            }
        }
        // Payara omits the Content-Type if the request has a header Upgrade
        // and 412 is the answer to the precondition of a page, without a body
        if (status >= 400
                && status != 412
                && ofApplication
                && !lower.contains("application/problem+json")
                && !lower.contains("\r\n{\"type\":\"")) {
            return "no problem document";
        }
        return "";
    }

    private static String shortened(String text) {
        String line = text.replace("\r\n", "\u23ce");
        return line.length() < 700 ? line : line.substring(0, 700) + "...";
    }
}
