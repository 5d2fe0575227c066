package ee.chatkit.servlet;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.telemetry.TelemetrySpan;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Precedes every request: gives it an id and its response the security headers, rejects it if it is malformed, and lets it
 * pass with a complete body only. See {@link PendingBody} for bodies that are not complete yet.
 */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR})
@SuppressWarnings("NullAway.Init")
public final class RequestFilter implements Filter {
    private static final System.Logger LOG = System.getLogger(RequestFilter.class.getName());

    @Inject
    private RequestBodies bodies;

    @Inject
    private ServletSettings settings;

    @Inject
    private Telemetry telemetry;

    /** For the servlet container. */
    public RequestFilter() {}

    /**
     * While the request is processed, the thread's name, which the logs of all servers contain, ends with its id, and with the id
     * of its trace if that is another one.
     */
    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) servletRequest;
        var response = (HttpServletResponse) servletResponse;
        RequestTelemetry measured = RequestTelemetry.begin(telemetry, request);
        String trace = measured.traceId().orElse(null);
        String id = RequestId.of(request, trace);
        measured.requestId(id);
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName(trace == null || trace.equals(id) ? name + ' ' + id : name + ' ' + id + " trace " + trace);
        TelemetrySpan.Activation current = measured.activate();
        try {
            switch (request.getDispatcherType()) {
                case ASYNC -> again(request, response, chain);
                case REQUEST -> {
                    addHeaders(request, response, id);
                    first(request, response, chain);
                }
                default -> {
                    addHeaders(request, response, id);
                    chain.doFilter(request, response);
                    if (hasBody(request)) {
                        discardUnreadBody(request, response, false);
                    }
                }
            }
        } finally {
            current.close();
            thread.setName(name);
            if (!awaitsBody(request)) {
                measured.endUnlessStreaming(response.getStatus());
            }
        }
    }

    /** Whether the request is processed again when its body is complete. */
    private static boolean awaitsBody(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.REQUEST
                && request.getAttribute(PendingBody.ATTRIBUTE) instanceof PendingBody body
                && body.isAwaited();
    }

    private void addHeaders(HttpServletRequest request, HttpServletResponse response, String id) {
        response.setHeader(RequestId.HEADER, id);
        SecurityHeaders.add(request, response, settings.hstsSeconds(), settings.alwaysSecure() || request.isSecure());
        if (!SecurityHeaders.isApi(request)) {
            // modules of one release belong together, so a browser asks whether its copies are those of the server
            response.setHeader("Cache-Control", "no-cache");
        }
    }

    private void first(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var permits = new RequestPermits();
        request.setAttribute(RequestPermits.ATTRIBUTE, permits);
        boolean continues = false;
        try {
            continues = first(request, response, chain, permits);
        } finally {
            if (!continues) {
                permits.release();
            }
        }
    }

    /** Returns whether the permits are released by the body, or after it. */
    private boolean first(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, RequestPermits permits)
            throws IOException, ServletException {
        Optional<ProblemDocument> problem = RequestSyntax.check(request);
        HttpServletRequest acceptable = AcceptableRequest.of(request);
        FilterChain next = problem.isEmpty()
                ? chain
                : (passed, answered) -> ProblemResponse.write(request, (HttpServletResponse) answered, problem.get());
        if (!hasBody(request)) {
            HttpServletRequest known =
                    isUpgrade(request) ? new ReceivedRequest(acceptable, ReceivedBytes.none()) : acceptable;
            process(known, new CheckedResponse(request, response, null), next);
            return false;
        }
        if (!ClientConnection.of(request).isOpen()) {
            return false; // Payara processes a request again if its connection was closed before its body was read
        }
        if (problem.isPresent() && request.isAsyncSupported()) {
            unneeded(request, response).startRejected(problem.get());
        } else if (SecurityHeaders.isApi(request) && request.isAsyncSupported()) { // not a file, as in /api/%2e%2e
            return withBody(acceptable, response, next, permits);
        } else {
            withUnreadBody(acceptable, response, next);
        }
        return false;
    }

    /** A body that is not kept. */
    private PendingBody unneeded(HttpServletRequest request, HttpServletResponse response) {
        return new PendingBody(bodies, request, response, bodies.newBytes(), new RequestPermits());
    }

    /** Outside of the API, a servlet of the application may read the body itself. */
    private void withUnreadBody(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // whether the servlet is asynchronous is known when it has been called; it may have sent the response then
        boolean announced = ClientConnection.of(request).awaitsBody() && announceClose(request, response);
        process(request, new CheckedResponse(request, response, null), chain);
        discardUnreadBody(request, response, announced);
    }

    /** Tells the client not to use the connection again; returns false if it cannot be told. */
    private static boolean announceClose(HttpServletRequest request, HttpServletResponse response) {
        boolean possible = request.getProtocol().startsWith("HTTP/1") && !response.isCommitted();
        if (possible) {
            response.setHeader("Connection", "close");
        }
        return possible;
    }

    /** Also of requests that the server has rejected, such as those without a login, which anyone may send. */
    private void discardUnreadBody(HttpServletRequest request, HttpServletResponse response, boolean announced)
            throws IOException {
        if (request.isAsyncStarted() || hasArrived(request)) {
            return;
        }
        if (request.isAsyncSupported()) {
            unneeded(request, response).start();
            return;
        }
        ClientConnection connection = ClientConnection.of(request);
        if ((announced || announceClose(request, response)) && !connection.waitsForBody()) {
            bodies.closeLater(connection); // the server closes it after the body; at once, the response could be lost
        } else {
            response.flushBuffer();
            connection.close();
        }
    }

    private static boolean hasArrived(HttpServletRequest request) {
        try {
            ServletInputStream in = request.getInputStream();
            int available = in.available();
            long length = bodyLength(request);
            return available == 0 ? in.isFinished() : length > 0 && available >= length;
        } catch (IOException | IllegalStateException e) { // closed, or read by a reader
            return true;
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return bodyLength(request) != 0;
    }

    /**
     * The length of the body, or -1 if only its end tells. In HTTP/2 a stream may stay open after as many bytes as its header
     * announces, and a coding of the transfer takes precedence over a length.
     */
    static long bodyLength(HttpServletRequest request) {
        if (request.getHeader("Transfer-Encoding") != null
                || !request.getProtocol().startsWith("HTTP/1")) {
            return -1;
        }
        return Math.max(0, request.getContentLengthLong());
    }

    /** On Payara, the input of such a request is endless, and its parameters are awaited. */
    private static boolean isUpgrade(HttpServletRequest request) {
        return request.getHeader("Upgrade") != null && request.getProtocol().startsWith("HTTP/1");
    }

    /** Returns whether the permits are released by the body, or after it. */
    private boolean withBody(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, RequestPermits permits)
            throws IOException, ServletException {
        ServletInputStream in = request.getInputStream();
        long length = bodyLength(request);
        boolean mayBeComplete = length <= ReceivedBytes.IN_MEMORY && request.getHeader("Expect") == null;
        ReceivedBytes bytes = bodies.newBytes();
        boolean arrived;
        boolean read;
        try {
            arrived = mayBeComplete && length > 0 && in.available() >= length && !isUpgrade(request);
            read = !arrived && mayBeComplete && readAvailable(in, length, bytes);
        } catch (IOException e) { // the client has ended the connection, or a chunk is malformed
            bytes.close();
            response.setHeader("Connection", "close");
            ProblemResponse.write(request, response, PendingBody.incomplete());
            return false;
        }
        if (arrived || read) {
            HttpServletRequest complete = arrived ? request : new ReceivedRequest(request, bytes.open());
            process(complete, new CheckedResponse(request, response, null), chain);
            return false;
        }
        var pending = new PendingBody(bodies, request, response, bytes, permits);
        request.setAttribute(PendingBody.ATTRIBUTE, pending);
        process(
                new ReceivedRequest(request, ReceivedBytes.none()),
                new CheckedResponse(request, response, pending),
                chain);
        if (!request.isAsyncSupported()) { // a file, as at /api/%2e%2e; WildFly knows that when its servlet was called
            pending.release();
            discardUnreadBody(request, response, false);
            return false;
        }
        boolean awaited = pending.isRequested();
        pending.start();
        return awaited;
    }

    /** Reads what has arrived; returns whether that is the whole body. */
    private static boolean readAvailable(ServletInputStream in, long length, ReceivedBytes bytes) throws IOException {
        byte[] buffer = new byte[4096];
        while (bytes.length() <= ReceivedBytes.IN_MEMORY - buffer.length) {
            long rest = length >= 0 ? length - bytes.length() : buffer.length;
            int available = (int) Math.min(in.available(), rest);
            if (available <= 0) {
                break;
            }
            int count = in.read(buffer, 0, Math.min(available, buffer.length));
            if (count < 0) {
                return true;
            }
            bytes.append(buffer, count);
        }
        return length >= 0 ? bytes.length() >= length : in.isFinished();
    }

    private static void again(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request.getAttribute(PendingBody.ATTRIBUTE) instanceof PendingBody body) || !body.isComplete()) {
            chain.doFilter(request, response);
            return;
        }
        HttpServletRequest acceptable = AcceptableRequest.of(request);
        try {
            process(body.received(acceptable), new CheckedResponse(request, response, null), chain);
        } finally {
            body.release();
        }
    }

    /** What JAX-RS does not map is an error without details, too. */
    private static void process(HttpServletRequest request, CheckedResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted()) {
                throw e;
            }
            LOG.log(Level.ERROR, "Request " + RequestId.of(request) + " failed", e);
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }
}
