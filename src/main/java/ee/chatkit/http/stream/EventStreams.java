package ee.chatkit.http.stream;

import ee.chatkit.chat.EventSource;
import ee.chatkit.journal.TurnEvent;
import ee.chatkit.servlet.ClientConnection;
import ee.chatkit.servlet.RequestId;
import ee.chatkit.servlet.RequestTelemetry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The turns that are being streamed, each on a virtual thread of its own, so that a stream occupies no worker of the
 * server. Each event is flushed at once.
 *
 * <p>A client that has disconnected is noticed when the next event or comment cannot be written. {@link #tick} writes a
 * comment to each stream that was silent for the heartbeat interval, and ends the streams of clients that do not read.
 */
public final class EventStreams implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventStreams.class.getName());
    /** The media type of a stream. */
    public static final String MEDIA_TYPE = "text/event-stream; charset=utf-8";

    /** Names the turn, under which its events can be followed. */
    public static final String TURN_HEADER = "ChatKit-Turn";

    private static final String COMMENT = ":\n\n";
    private static final int OK = 200;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);

    private final UnaryOperator<Runnable> contexts;
    private final StreamSettings settings;
    private final WaitingText waiting = WaitingText.shareOfHeap();
    private final Map<EventSource, OpenStream> open = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();

    /**
     * Without open streams.
     *
     * @param contexts wraps a task so that it runs in the calling thread's server contexts, such as naming and security
     * @param settings the limits of each stream
     */
    public EventStreams(UnaryOperator<Runnable> contexts, StreamSettings settings) {
        this.contexts = contexts;
        this.settings = settings;
    }

    /** A stream with its output, once that exists. */
    private static final class OpenStream {
        private final Delivery delivery;
        private volatile @Nullable EventOutput output;
        private volatile boolean disconnected;
        private volatile boolean begun;

        OpenStream(Delivery delivery) {
            this.delivery = delivery;
        }

        /** The client is disconnected, as far as the turn is to know. */
        void disconnect(EventSource turn) {
            disconnected = true;
            if (!delivery.continues()) {
                turn.cancel();
            }
        }

        String text(TurnEvent event) {
            String data = "data: " + event.json() + "\n\n";
            return delivery.numbered() && event.number() > 0 ? "id: " + event.number() + '\n' + data : data;
        }

        void giveUp() {
            EventOutput last = output;
            if (last != null) {
                last.giveUp("the server stops");
            }
        }

        void end() {
            EventOutput last = output;
            if (last != null) {
                last.end();
            }
        }
    }

    /**
     * Starts to stream a turn. Does not block.
     *
     * @param delivery how the events are sent, and what a disconnect means
     * @param request the request of the response, which is suspended
     * @param ended is called once, when the stream has ended, however it ends; not if this method throws
     */
    public void open(
            EventSource turn, Delivery delivery, HttpServletRequest request, AsyncResponse response, Runnable ended) {
        AsyncContext async = request.getAsyncContext();
        ClientConnection connection = ClientConnection.of(request);
        ServletResponse servletResponse = async.getResponse();
        Runnable restoreBuffers = connection.limitBuffers(servletResponse);
        var stream = new OpenStream(delivery);
        RequestTelemetry measured = RequestTelemetry.of(request);
        measured.continueAsStream();
        Runnable task = contexts.apply(() -> {
            try {
                response.resume(eventStream(turn, stream, servletResponse, connection));
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "Event stream could not be completed: {0}",
                        e.getClass().getName());
            } finally {
                if (delivery.continues() && !stream.begun) {
                    turn.stream(event -> {});
                }
                turn.close();
                restoreBuffers.run();
                open.remove(turn);
                measured.end(OK);
            }
        });
        open.put(turn, stream);
        String name = "chatkit-turn-" + opened.incrementAndGet() + ' ' + RequestId.of(request);
        Thread.ofVirtual().name(name).start(() -> {
            try {
                task.run();
            } finally {
                ended.run();
            }
        });
    }

    /** The number of streams that are open. */
    public int openStreams() {
        return open.size();
    }

    /** The number of streams whose clients are slower than their turns. */
    public int waitingStreams() {
        return waiting.streams();
    }

    /** Writes comments to silent streams and ends those whose clients do not read; called every second or so. */
    public void tick() {
        for (OpenStream stream : open.values()) {
            EventOutput output = stream.output;
            if (output != null) {
                output.tick(settings.heartbeat());
            }
        }
    }

    /**
     * Waits for the turns that are still streamed, cancels those that have not ended when the drain is over, and waits a few seconds for their threads. Partial answers are stored,
     * as after a disconnect, provided that the store is still available. The connections of clients that do not read are
     * aborted.
     */
    @Override
    public void close() {
        open.values().stream().filter(stream -> stream.delivery.follows()).forEach(OpenStream::giveUp);
        awaitEnds(settings.drain());
        open.keySet().forEach(EventSource::cancel);
        awaitEnds(SHUTDOWN_TIMEOUT);
        open.values().forEach(OpenStream::giveUp);
        awaitEnds(SHUTDOWN_TIMEOUT);
    }

    private void awaitEnds(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!open.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** A turn that continues without its client does not hear of the failure. */
    private void send(
            String text,
            EventSource turn,
            OpenStream stream,
            OutputStream head,
            ServletResponse servletResponse,
            ClientConnection connection) {
        try {
            EventOutput output = stream.output;
            if (output == null) {
                var body = new EventOutput(
                        servletResponse.getOutputStream(),
                        connection,
                        settings.writeTimeout(),
                        waiting,
                        () -> stream.disconnect(turn));
                writeFirst(text, head, body);
                stream.output = body; // no comment before the first event is complete
            } else {
                output.write(text);
            }
        } catch (IOException e) {
            failed(turn, stream, new UncheckedIOException(e));
        } catch (RuntimeException e) {
            failed(turn, stream, e);
        }
    }

    private static void failed(EventSource turn, OpenStream stream, RuntimeException failure) {
        stream.disconnect(turn);
        if (!stream.delivery.continues()) {
            throw failure;
        }
        LOG.log(Level.DEBUG, "A client is disconnected; its turn continues: {0}", failure.getMessage());
    }

    /**
     * With a header that disables response buffering in reverse proxies such as nginx. JAX-RS writes the head of the
     * response with the beginning of the first event; what follows goes to the servlet's stream in non-blocking mode.
     */
    private Response eventStream(
            EventSource turn, OpenStream stream, ServletResponse servletResponse, ClientConnection connection) {
        StreamingOutput events = head -> {
            stream.begun = true;
            try {
                if (stream.delivery.follows()) {
                    send(COMMENT, turn, stream, head, servletResponse, connection);
                }
                turn.stream(event -> {
                    if (!stream.disconnected) {
                        send(stream.text(event), turn, stream, head, servletResponse, connection);
                    }
                });
            } finally {
                stream.end();
            }
        };
        Response.ResponseBuilder answer = Response.ok(events);
        if (turn.isReplay()) {
            answer.header("Idempotent-Replayed", true);
        }
        turn.turnId().ifPresent(id -> answer.header(TURN_HEADER, id));
        return answer.header(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    /** A long event is only begun in blocking mode, in which a client that does not read would block the thread. */
    private static void writeFirst(String text, OutputStream head, EventOutput body) throws IOException {
        int begun = text.length() <= EventOutput.PIECE ? text.length() : 1;
        head.write(text.substring(0, begun).getBytes(StandardCharsets.UTF_8));
        head.flush();
        body.start();
        if (begun < text.length()) {
            body.write(text.substring(begun));
        }
    }
}
