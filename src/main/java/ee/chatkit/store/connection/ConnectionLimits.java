package ee.chatkit.store.connection;

import java.time.Duration;

/**
 * How long calls to the database may take.
 *
 * @param call how long the database may take to answer one statement; zero for no limit
 * @param lock how long a statement may wait for a row or table that another transaction has locked; zero for no limit
 */
public record ConnectionLimits(Duration call, Duration lock) {
    /** 15 seconds for a statement, 5 of them for a lock. */
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(Duration.ofSeconds(15), Duration.ofSeconds(5));

    /** How long the database may take for a statement of a search, which it ends then: a third of {@link #call}, or 5 seconds. */
    public Duration search() {
        return call.isZero() ? Duration.ofSeconds(5) : call.dividedBy(3);
    }

    /** How long the database may take to answer one statement of an export or import. */
    public Duration bulkCall() {
        return call.multipliedBy(20);
    }
}
