package ee.chatkit.http;

import ee.chatkit.limits.Limit;
import ee.chatkit.limits.LimitExceededException;
import ee.chatkit.limits.RateStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The header fields {@code RateLimit-Policy} and {@code RateLimit} of draft-ietf-httpapi-ratelimit-headers, which are structured
 * fields (RFC 9651), and {@code Retry-After}. A policy is named like the setting of its limit.
 */
public final class RateLimitHeaders {
    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    private RateLimitHeaders() {}

    /** The headers of a response to a request that was admitted. */
    static Map<String, String> of(RateStatus rate) {
        String name = name(Limit.REQUESTS_PER_MINUTE);
        return Map.of(
                POLICY, name + ";q=" + rate.limit() + ";w=60",
                LIMIT, name + ";r=" + rate.remaining() + ";t=" + rate.resetSeconds());
    }

    /** The headers of a response to a request that was rejected. */
    public static Map<String, String> of(LimitExceededException failure) {
        Limit limit = failure.limit();
        if (limit == Limit.MESSAGE_LENGTH) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Retry-After", Long.toString(failure.retryAfterSeconds()));
        if (!limit.isOfNode()) { // clients are not told what the node can do for all
            headers.put(POLICY, name(limit) + ";q=" + failure.value() + parameters(limit));
            headers.put(LIMIT, name(limit) + ";r=" + failure.remaining() + ";t=" + failure.retryAfterSeconds());
        }
        return headers;
    }

    private static String name(Limit limit) {
        return '"' + limit.key() + '"';
    }

    private static String parameters(Limit limit) {
        return switch (limit) {
            case REQUESTS_PER_MINUTE -> ";w=60";
            case CONCURRENT_REQUESTS, CONCURRENT_UPLOADS, CONCURRENT_TURNS -> ";qu=\"concurrent-requests\"";
            case ATTACHMENT_BYTES -> ";qu=\"content-bytes\"";
            case THREADS, NODE_TURNS, NODE_TURN_BYTES, MESSAGE_LENGTH -> "";
        };
    }
}
