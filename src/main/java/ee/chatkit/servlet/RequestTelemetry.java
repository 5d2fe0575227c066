package ee.chatkit.servlet;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.SpanAttribute;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.telemetry.TelemetrySpan;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Span and metrics of one request, from its first dispatch until its response is complete: of a stream, until its last event;
 * of a request whose body arrives slowly, until it is answered. Kept in an attribute of the request, because a request is
 * dispatched several times; the end needs no request, which the server may use again by then.
 *
 * <p>Only the first end counts. Safe for use by multiple threads.
 */
public final class RequestTelemetry {
    /** The request attribute, which is also a property of JAX-RS. */
    public static final String ATTRIBUTE = "ee.chatkit.request-telemetry";

    private static final RequestTelemetry NONE = new RequestTelemetry(Telemetry.off(), "", "");
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final double NANOS = 1e9;
    private static final String PROBLEM_PREFIX = "urn:chatkit:problem:";

    private final Telemetry telemetry;
    private final String method;
    private final String scheme;
    private final long begin = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile TelemetrySpan span = Telemetry.off().startSpan("");
    private volatile @Nullable String route;
    private volatile @Nullable String problem;
    private volatile boolean streaming;

    private RequestTelemetry(Telemetry telemetry, String method, String scheme) {
        this.telemetry = telemetry;
        this.method = method;
        this.scheme = scheme;
    }

    /** What is kept in a request attribute or property; without effect if that is absent. */
    public static RequestTelemetry of(@Nullable Object attribute) {
        return attribute instanceof RequestTelemetry known ? known : NONE;
    }

    /** What is kept in a request; without effect if telemetry is off. */
    public static RequestTelemetry of(ServletRequest request) {
        return of(request.getAttribute(ATTRIBUTE));
    }

    /** What is kept in a request, or begins to be; without effect if telemetry is off. */
    static RequestTelemetry begin(Telemetry telemetry, HttpServletRequest request) {
        if (!telemetry.isOn()) {
            return NONE;
        }
        if (request.getAttribute(ATTRIBUTE) instanceof RequestTelemetry known) {
            return known;
        }
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
        var begun = new RequestTelemetry(telemetry, method, request.getScheme());
        begun.span = telemetry
                .startServerSpan("_OTHER".equals(method) ? "HTTP" : method, request::getHeader)
                .set(SpanAttribute.HTTP_REQUEST_METHOD, method)
                .set(SpanAttribute.URL_PATH, withoutParameters(request.getRequestURI()))
                .set(SpanAttribute.URL_SCHEME, request.getScheme());
        request.setAttribute(ATTRIBUTE, begun);
        return begun;
    }

    /** Path parameters may be secret, as the id of a session is. */
    static String withoutParameters(String path) {
        return path.indexOf(';') < 0 ? path : path.replaceAll(";[^/]*", "");
    }

    /** Sets the id that the log and the response have. */
    void requestId(String id) {
        span.set(SpanAttribute.REQUEST_ID, id);
    }

    /** The trace of the request, as 32 hexadecimal digits; empty when there is none. */
    Optional<String> traceId() {
        return span.traceId();
    }

    /** Makes the span the current one of the thread that processes the request. */
    TelemetrySpan.Activation activate() {
        return span.activate();
    }

    /**
     * Sets the route.
     *
     * @param template the path with parameters instead of ids
     */
    public void route(String template) {
        if (telemetry.isOn()) {
            route = template;
            span.rename(method + ' ' + template);
            span.set(SpanAttribute.HTTP_ROUTE, template);
        }
    }

    /** Notes the problem that is answered. */
    public void problem(ProblemDocument document) {
        if (telemetry.isOn()) {
            String type = document.type();
            problem = type.startsWith(PROBLEM_PREFIX) ? type.substring(PROBLEM_PREFIX.length()) : "other";
        }
    }

    /** The response is sent by another thread, which calls {@link #end}, after the request was processed. */
    public void continueAsStream() {
        streaming = true;
    }

    /** Ends with a dispatch unless the response is a stream. */
    void endUnlessStreaming(int status) {
        if (!streaming) {
            end(status);
        }
    }

    /** The response is complete, or as complete as the server makes it without the application. */
    public void end(int status) {
        if (!telemetry.isOn() || !ended.compareAndSet(false, true)) {
            return;
        }
        String failed = problem;
        if (failed != null) {
            telemetry.add(Metric.PROBLEMS, 1, failed);
        }
        span.set(SpanAttribute.HTTP_RESPONSE_STATUS_CODE, status);
        if (status >= 500) {
            span.fail(failed == null ? String.valueOf(status) : failed);
        }
        span.end();
        telemetry.record(
                Metric.HTTP_SERVER_REQUEST_DURATION,
                (System.nanoTime() - begin) / NANOS,
                method,
                route,
                String.valueOf(status),
                scheme);
    }
}
