package ee.chatkit.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id by which a request is found in the logs of the client, of proxies and of the server: the trace id of a valid
 * {@code traceparent} (W3C Trace Context), else a well-formed {@code X-Request-Id}, else the id of the trace that was begun for
 * the request, else a new random one.
 */
public final class RequestId {
    /** The request header with a proposed id, and the response header with the id. */
    public static final String HEADER = "X-Request-Id";

    /** The request attribute with the id. */
    public static final String ATTRIBUTE = "ee.chatkit.request-id";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern TRACE_PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
    private static final int LONGEST_TRACE_PARENT = 512;

    private RequestId() {}

    /** Returns the id of a request, which all dispatches of the request have in common. */
    public static String of(HttpServletRequest request) {
        return of(request, null);
    }

    /** As {@link #of(HttpServletRequest)}, where the trace of a request without headers is known. */
    static String of(HttpServletRequest request, @Nullable String traceId) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = select(request.getHeader("traceparent"), request.getHeader(HEADER), traceId);
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** Selects the id by the two headers, else the trace that was begun for the request, else a random one. */
    static String select(@Nullable String traceParent, @Nullable String proposed, @Nullable String traceId) {
        if (traceParent != null && traceParent.length() <= LONGEST_TRACE_PARENT) {
            var trace = TRACE_PARENT.matcher(traceParent);
            // version 00 has exactly four fields
            if (trace.matches() && (trace.group(2) == null || !traceParent.startsWith("00"))) {
                return trace.group(1);
            }
        }
        if (proposed != null && WELL_FORMED.matcher(proposed).matches()) {
            return proposed;
        }
        return traceId == null ? random() : traceId;
    }

    /** 128 random bits as a trace id. They are not secret, so no secure generator is needed. */
    private static String random() {
        var random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong());
    }
}
