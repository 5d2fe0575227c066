package ee.chatkit.limits;

/** Is notified of each request that a limit rejects, to count them. Must not block nor throw. */
@FunctionalInterface
public interface LimitListener {
    /** Ignores what it is notified of. */
    LimitListener NONE = limit -> {};

    /** A request was rejected. */
    void exceeded(Limit limit);
}
