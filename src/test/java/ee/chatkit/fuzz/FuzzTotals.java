package ee.chatkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts responses, and keeps the requests whose responses are wrong. Safe for use by multiple threads. */
public final class FuzzTotals {
    /** Of each kind of failure. */
    private static final int KEPT = 4;

    private static final int SHOWN = 1500;
    private static final int RECENT = 20;

    private final Map<String, Map<Integer, Integer>> counts = new TreeMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Deque<Finding> recent = new ArrayDeque<>();
    private Duration slowest = Duration.ZERO;
    private int requests;
    private int failed;
    private int interrupted;

    /** A request whose response is wrong. */
    record Finding(FuzzCase request, String failure, RawResponse response) {
        /** How to repeat it, the request and the response. */
        String text() {
            return "case " + request.number() + " (" + request.kind() + ", " + String.join(", ", request.changes())
                    + "): " + failure + "\n--- request\n" + visible(request.text()) + "\n--- response "
                    + response.status()
                    + '\n' + visible(String.join("\r\n", response.headers())) + '\n'
                    + visible(new String(response.body(), StandardCharsets.UTF_8)) + '\n';
        }

        private static String visible(String text) {
            var shown = new StringBuilder();
            for (int i = 0; i < text.length() && shown.length() < SHOWN; i++) {
                char c = text.charAt(i);
                if (c == '\r') {
                    shown.append("\\r");
                } else if (c == '\n') {
                    shown.append("\\n\n");
                } else if (c < ' ' || (c > '~' && c < '\u00a0')) {
                    shown.append(String.format("\\x%02x", (int) c));
                } else {
                    shown.append(c);
                }
            }
            return text.length() > SHOWN ? shown + "... (" + text.length() + " characters)" : shown.toString();
        }
    }

    synchronized void add(FuzzCase request, RawResponse response, Duration taken, String failure) {
        requests++;
        recent.add(new Finding(request, failure.isEmpty() ? "as expected" : failure, response));
        if (recent.size() > RECENT) {
            recent.remove();
        }
        counts.computeIfAbsent(request.kind(), kind -> new TreeMap<>()).merge(response.status(), 1, Integer::sum);
        slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
        if (!failure.isEmpty()) {
            failed++;
            if (failures.merge(failure, 1, Integer::sum) <= KEPT) {
                findings.add(new Finding(request, failure, response));
            }
        }
    }

    synchronized void interruptedSend() {
        interrupted++;
    }

    /** How many requests were sent. */
    public synchronized int requests() {
        return requests;
    }

    /** How many responses were wrong. */
    public synchronized int failed() {
        return failed;
    }

    /** The first ones, each with its request and its response. */
    public synchronized List<String> findings() {
        return findings.stream().map(Finding::text).toList();
    }

    /** The last requests and their responses. */
    synchronized List<String> recent() {
        return recent.stream().map(Finding::text).toList();
    }

    /** A table of statuses by kind; status 0 is a connection that the server has closed without a response. */
    public synchronized String table() {
        var statuses = new TreeSet<Integer>();
        counts.values().forEach(row -> statuses.addAll(row.keySet()));
        var table = new StringBuilder(String.format("%-10s", "status"));
        counts.keySet().forEach(kind -> table.append(String.format("%10s", kind)));
        table.append(String.format("%10s%n", "all"));
        for (int status : statuses) {
            table.append(String.format("%-10d", status));
            int all = 0;
            for (Map<Integer, Integer> row : counts.values()) {
                int count = row.getOrDefault(status, 0);
                all += count;
                table.append(String.format("%10d", count));
            }
            table.append(String.format("%10d%n", all));
        }
        failures.forEach((failure, count) -> table.append(String.format("%d times: %s%n", count, failure)));
        return table
                + String.format(
                        "%d requests, %d findings, slowest response %d ms, %d connections closed while the request was"
                                + " sent%n",
                        requests, failed, slowest.toMillis(), interrupted);
    }
}
