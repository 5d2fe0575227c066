package ee.chatkit.governance;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How many refusals may be recorded in a minute: of one client, and in all. A client that exceeds its part leaves the rest to the
 * others. Needs memory for those clients only whose refusals are recorded. Safe for use by multiple threads.
 */
final class RefusalBudget {
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int perClient;
    private final int total;
    private final Map<String, Integer> recorded = new HashMap<>();
    private long windowBegin;
    private int used;
    private long omitted;

    /** @param now the present of {@link System#nanoTime} */
    RefusalBudget(int perClient, int total, long now) {
        this.perClient = perClient;
        this.total = total;
        this.windowBegin = now;
    }

    /**
     * Takes one refusal of a client from the budget.
     *
     * @return how many were left out since the last one that was recorded; empty if this one is left out, too
     */
    synchronized OptionalLong take(String client, long now) {
        if (now - windowBegin >= WINDOW_NANOS) {
            windowBegin = now;
            recorded.clear();
            used = 0;
        }
        int ofClient = recorded.getOrDefault(client, 0);
        if (used >= total || ofClient >= perClient) {
            omitted++;
            return OptionalLong.empty();
        }
        used++;
        recorded.put(client, ofClient + 1);
        long before = omitted;
        omitted = 0;
        return OptionalLong.of(before);
    }
}
