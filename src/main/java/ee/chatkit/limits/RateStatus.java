package ee.chatkit.limits;

/**
 * The state of a caller's rate after a request.
 *
 * @param limit the requests per minute
 * @param remaining the requests that would be accepted now
 * @param resetSeconds after how many seconds without a request one more is available; 0 if all are
 */
public record RateStatus(int limit, int remaining, int resetSeconds) {}
