package ee.chatkit.http;

import ee.chatkit.chat.PreparedStream;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.json.EventJson;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * The turns that are being streamed, each on a virtual thread of its own, so that a stream occupies no worker of the
 * server. Each event is flushed at once. A client that has disconnected is noticed when the next event cannot be
 * written.
 */
public final class EventStreams implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventStreams.class.getName());
    private static final String MEDIA_TYPE = "text/event-stream; charset=utf-8";

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);

    private final UnaryOperator<Runnable> contexts;
    private final Map<PreparedStream, Thread> open = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();

    /**
     * Without open streams.
     *
     * @param contexts wraps a task so that it runs in the calling thread's server contexts, such as naming and security
     */
    public EventStreams(UnaryOperator<Runnable> contexts) {
        this.contexts = contexts;
    }

    /** Starts to stream a turn. Does not block. */
    void open(PreparedStream turn, AsyncResponse response) {
        Runnable task = contexts.apply(() -> {
            try {
                response.resume(eventStream(turn));
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "Event stream could not be completed: {0}",
                        e.getClass().getName());
            } finally {
                open.remove(turn);
            }
        });
        Thread thread = Thread.ofVirtual()
                .name("chatkit-turn-" + opened.incrementAndGet())
                .unstarted(task);
        open.put(turn, thread);
        thread.start();
    }

    /**
     * Cancels the turns that are still streamed and waits a few seconds for their threads. Partial answers are stored,
     * as after a disconnect, provided that the store is still available. Threads that do not end, because their
     * clients do not read, are interrupted.
     */
    @Override
    public void close() {
        open.keySet().forEach(PreparedStream::cancel);
        awaitEnds();
        open.values().forEach(Thread::interrupt);
        awaitEnds();
    }

    private void awaitEnds() {
        long end = System.nanoTime() + SHUTDOWN_TIMEOUT.toNanos();
        while (!open.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** With a header that disables response buffering in reverse proxies such as nginx. */
    private static Response eventStream(PreparedStream turn) {
        StreamingOutput events = out -> turn.run(event -> write(event, out));
        return Response.ok(events)
                .header(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private static void write(ThreadStreamEvent event, OutputStream out) {
        try {
            out.write(Responses.bytes("data: " + EventJson.write(event) + "\n\n"));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
