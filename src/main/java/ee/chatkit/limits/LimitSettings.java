package ee.chatkit.limits;

/**
 * The values of the limits; 0 for no limit.
 *
 * @param requestsPerMinute the requests of a caller that a node accepts in a minute
 * @param concurrentRequests the requests of a caller that a node receives or processes at a time
 * @param concurrentUploads the files of a caller that a node receives or stores at a time
 * @param concurrentTurns the turns of a caller that a node runs at a time
 * @param nodeTurns the turns of all callers that a node runs at a time
 * @param nodeTurnBytes the bytes of the requests of these turns, all callers together
 * @param threads the stored threads of a caller
 * @param attachmentBytes the bytes of the stored attachments of a caller
 * @param messageLength the characters of a user message, quoted text not included
 */
public record LimitSettings(
        int requestsPerMinute,
        int concurrentRequests,
        int concurrentUploads,
        int concurrentTurns,
        int nodeTurns,
        long nodeTurnBytes,
        long threads,
        long attachmentBytes,
        int messageLength) {
    /** No limits. */
    public static final LimitSettings UNLIMITED = new LimitSettings(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The longest rate for which a minute has enough nanoseconds to be exact. */
    private static final int MAX_PER_MINUTE = 10_000_000;

    /** Checks the ranges. */
    public LimitSettings {
        if (requestsPerMinute > MAX_PER_MINUTE) {
            throw new IllegalArgumentException("requestsPerMinute must not exceed " + MAX_PER_MINUTE);
        }
        if (requestsPerMinute < 0
                || concurrentRequests < 0
                || concurrentUploads < 0
                || concurrentTurns < 0
                || nodeTurns < 0
                || nodeTurnBytes < 0
                || threads < 0
                || attachmentBytes < 0
                || messageLength < 0) {
            throw new IllegalArgumentException("limits must not be negative");
        }
    }
}
