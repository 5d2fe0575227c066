package ee.chatkit.servlet;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request body that was not complete when its request was.
 *
 * <p>The request is processed up to the point where its resource would read the body, so that one that is rejected anyway
 * is answered at once. If the resource asks for the body by {@link #await}, the body is received by non-blocking reads and
 * the request is then dispatched again with the complete body. Otherwise the rest of the body is read and discarded in the
 * same way, because a server that reads it itself, when the response is complete, blocks a thread.
 */
public final class PendingBody {
    /** The request attribute with the pending body; absent if the body was complete. */
    public static final String ATTRIBUTE = "ee.chatkit.pending-body";

    private static final System.Logger LOG = System.getLogger(PendingBody.class.getName());
    private static final int BUFFER_BYTES = 8 * 1024;

    /** How long a client may take to read the response before the connection is closed. */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(1);

    /** How much of a body is discarded so that the client, which may not read while it sends, gets the response. */
    private static final long MAX_DISCARDED = 64L * 1024 * 1024;

    /** How much of it if the caller sends too much: reading all of it would take the time of other callers. */
    private static final long MAX_DISCARDED_OF_LIMITED = 1024 * 1024;

    private static final int TOO_MANY_REQUESTS = 429;

    private final RequestBodies bodies;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ReceivedBytes bytes;
    private final RequestPermits permits;
    private final ClientConnection connection;
    private final RequestTelemetry measured;
    private final String uri;
    private final String url;
    private final String servletPath;
    private final @Nullable String pathInfo;
    private State state = State.NEW;
    private long limit;
    private @Nullable AsyncContext async;
    private boolean ended;
    private boolean bodyFinished;
    private boolean responseFinished;
    private long held;
    private long received;
    private long windowStart;
    private long windowReceived;
    private long closeAt = Long.MAX_VALUE;
    private long maxDiscarded = MAX_DISCARDED;

    private enum State {
        /** The request is being processed without its body. */
        NEW,
        /** The resource needs the body. */
        REQUESTED,
        /** The body arrives and is kept. */
        RECEIVING,
        /** The body is complete. */
        COMPLETE,
        /** The body arrives and is discarded. */
        DISCARDING
    }

    PendingBody(
            RequestBodies bodies,
            HttpServletRequest request,
            HttpServletResponse response,
            ReceivedBytes beginning,
            RequestPermits permits) {
        this.bodies = bodies;
        this.permits = permits;
        this.request = request;
        this.response = response;
        this.bytes = beginning;
        connection = ClientConnection.of(request);
        measured = RequestTelemetry.of(request);
        uri = request.getRequestURI();
        url = request.getRequestURL().toString();
        servletPath = request.getServletPath();
        pathInfo = request.getPathInfo();
    }

    /** Whether the body is available to the resource. */
    public synchronized boolean isComplete() {
        return state == State.COMPLETE;
    }

    /**
     * Requests the body for the resource. What the resource answers now is discarded; it is called again with the body.
     *
     * @param maxBytes the largest body, in bytes; a larger one is answered by 413
     * @return false if the body is known to be larger; the resource then answers that
     */
    public synchronized boolean await(long maxBytes) {
        if (request.getContentLengthLong() > maxBytes) {
            return false;
        }
        limit = maxBytes;
        state = State.REQUESTED;
        return true;
    }

    /** Whether the request is processed again with the body, unless that does not arrive. */
    synchronized boolean isAwaited() {
        return state == State.RECEIVING || state == State.COMPLETE;
    }

    synchronized boolean isRequested() {
        return state == State.REQUESTED;
    }

    /** The dispatched request with the complete body, and with its path as it was; Payara decodes it when it dispatches. */
    HttpServletRequest received(HttpServletRequest dispatched) throws IOException {
        return new HttpServletRequestWrapper(new ReceivedRequest(dispatched, bytes.open())) {
            @Override
            public String getRequestURI() {
                return uri;
            }

            @Override
            public StringBuffer getRequestURL() {
                return new StringBuffer(url);
            }

            @Override
            public String getServletPath() {
                return servletPath;
            }

            @Override
            public @Nullable String getPathInfo() {
                return pathInfo;
            }
        };
    }

    /** Continues without the thread of the request, whose first processing has ended. */
    void start() throws IOException {
        if (!isRequested()) {
            flush();
        }
        start(null);
    }

    /** Answers a request that has not been processed, whatever its body is. */
    void startRejected(ProblemDocument problem) throws IOException {
        start(problem);
    }

    private void start(@Nullable ProblemDocument problem) throws IOException {
        AsyncContext started = request.startAsync();
        started.setTimeout(0);
        ProblemDocument rejection = problem;
        synchronized (this) {
            async = started;
            windowStart = System.nanoTime();
            if (state == State.REQUESTED) {
                state = State.RECEIVING;
                if (!bodies.tryReceive()) {
                    state = State.DISCARDING;
                    rejection = busy();
                } else if (bytes.length() > limit) {
                    bodies.received();
                    state = State.DISCARDING;
                    rejection = tooLarge();
                }
            } else {
                state = State.DISCARDING;
                responseFinished = problem == null;
                if (response.getStatus() == TOO_MANY_REQUESTS) {
                    maxDiscarded = MAX_DISCARDED_OF_LIMITED;
                }
            }
            if (state == State.DISCARDING) {
                release(); // the number of bodies that are discarded has no limit
            }
        }
        bodies.add(this);
        if (rejection != null) {
            answer(rejection);
        }
        if (responseFinished && request.getHeader("Expect") != null) {
            endUnread(); // reading would ask the client to send what is not needed
        } else {
            ServletInputStream in = connection.nonBlocking(request.getInputStream());
            in.setReadListener(new Reader(in));
        }
    }

    /** On Payara, flushing the response has no effect, but flushing its stream has. */
    private void flush() throws IOException {
        try {
            response.getOutputStream().flush();
        } catch (IllegalStateException e) { // written by a writer
            response.flushBuffer();
        }
    }

    /** Releases what the body occupies, and the permits of its request. */
    void release() {
        bytes.close();
        permits.release();
        synchronized (this) {
            bodies.release(held);
            held = 0;
        }
    }

    /** Ends the body if it is too slow. */
    void sweep(long now) {
        boolean close = false;
        synchronized (this) {
            if (ended || state == State.COMPLETE) {
                return;
            }
            if (now - closeAt >= 0 && closeAt != Long.MAX_VALUE) {
                close = true;
            } else if (now - windowStart >= bodies.limits().timeout().toNanos()) {
                if (!bodies.limits().isTooSlow(received - windowReceived)) {
                    windowStart = now;
                    windowReceived = received;
                } else if (state == State.RECEIVING) {
                    closeAt = now + LINGER;
                    reject(ProblemType.REQUEST_TIMEOUT.problem("The request body did not arrive in time"));
                } else {
                    close = true;
                }
            }
        }
        if (close) {
            close();
        }
    }

    private synchronized void take(byte[] buffer, int count) {
        received += count;
        if (state == State.DISCARDING) {
            if (received > maxDiscarded) {
                closeAt = Math.min(closeAt, System.nanoTime() + LINGER);
            }
        } else if (bytes.length() + count > limit) {
            reject(tooLarge());
        } else if (!bodies.tryHold(count)) {
            reject(busy());
        } else {
            held += count;
            try {
                bytes.append(buffer, count);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Request body cannot be written to the temporary directory", e);
                reject(ProblemType.INSUFFICIENT_STORAGE.problem("The server cannot store the request body"));
            }
        }
    }

    /** What exceeds the maximum is left unread, until the connection is closed. */
    private synchronized boolean mayRead() {
        return state != State.DISCARDING || received <= maxDiscarded;
    }

    /** Called with the lock. */
    private void reject(ProblemDocument problem) {
        state = State.DISCARDING;
        bodies.received();
        release();
        answer(problem);
    }

    private ProblemDocument tooLarge() {
        return ProblemType.TOO_LARGE.problem("The request body exceeds " + limit + " bytes");
    }

    /** The problem of a body that cannot be read to its end. */
    static ProblemDocument incomplete() {
        return ProblemType.INVALID_REQUEST.problem("The request body is malformed or incomplete");
    }

    private static ProblemDocument busy() {
        return ProblemType.BUSY.problem("Too many request bodies are being received");
    }

    private synchronized void bodyEnded() {
        bodyFinished = true;
        if (state == State.RECEIVING) {
            state = State.COMPLETE;
            bodies.received();
            bodies.remove(this);
            ended = true;
            dispatch();
        } else {
            endIfFinished();
        }
    }

    private void dispatch() {
        AsyncContext started = context();
        connection.runDispatch(started, () -> {
            try {
                started.dispatch();
            } catch (RuntimeException e) { // the server has ended the request, so nothing else releases the body
                LOG.log(Level.DEBUG, "Request cannot be dispatched", e);
                release();
            }
        });
    }

    private synchronized void bodyFailed(Throwable failure) {
        LOG.log(Level.DEBUG, "Request body cannot be read", failure);
        bodyFinished = true;
        if (state == State.RECEIVING) {
            closeAt = System.nanoTime() + LINGER;
            reject(incomplete());
        } else {
            endIfFinished();
        }
    }

    /** Writes without blocking: the client may not read. */
    private void answer(ProblemDocument problem) {
        measured.problem(problem);
        measured.end(problem.status());
        try {
            if (!request.getProtocol().startsWith("HTTP/2")) {
                response.setHeader("Connection", "close");
            }
            byte[] document = ProblemResponse.begin(request, response, problem);
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Writer(out, document));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "Response cannot be written", e);
            closeAt = System.nanoTime();
        }
    }

    private synchronized void answered() {
        responseFinished = true;
        endIfFinished();
    }

    private void endIfFinished() {
        if (bodyFinished && responseFinished) {
            end();
        }
    }

    private void endUnread() {
        if (connection.waitsForBody()) {
            close();
        } else {
            synchronized (this) {
                end();
            }
        }
    }

    /** Closes the connection, so that the server does not wait for the rest of the body. */
    private void close() {
        connection.close();
        synchronized (this) {
            end();
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            bodies.remove(this);
            context().complete();
        }
    }

    private AsyncContext context() {
        if (async == null) {
            throw new IllegalStateException("not started");
        }
        return async;
    }

    private final class Reader implements ReadListener {
        private final ServletInputStream in;

        Reader(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public void onDataAvailable() throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            while (mayRead() && in.isReady()) {
                int count = in.read(buffer);
                if (count < 0) {
                    return;
                }
                take(buffer, count);
            }
        }

        @Override
        public void onAllDataRead() {
            bodyEnded();
        }

        @Override
        public void onError(Throwable failure) {
            bodyFailed(failure);
        }
    }

    private final class Writer implements WriteListener {
        private final ServletOutputStream out;
        private final byte[] document;
        private boolean written;

        Writer(ServletOutputStream out, byte[] document) {
            this.out = out;
            this.document = document;
        }

        @Override
        public void onWritePossible() throws IOException {
            if (!written && out.isReady()) {
                written = true;
                out.write(document);
            }
            if (written && out.isReady()) {
                out.flush();
                answered();
            }
        }

        @Override
        public void onError(Throwable failure) {
            LOG.log(Level.DEBUG, "Response cannot be written", failure);
            answered();
        }
    }
}
