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
 * The turns that are being streamed, each on a virtual thread of its own. An event is flushed when it happens. That a
 * client is gone is noticed when an event cannot be written.
 */
public final class EventStreams implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventStreams.class.getName());
    private static final String MEDIA_TYPE = "text/event-stream; charset=utf-8";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final UnaryOperator<Runnable> contexts;
    private final Map<PreparedStream, Thread> open = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();

    /**
     * No streams yet.
     *
     * @param contexts gives a task the contexts that the calling thread has in the server, such as its names and its user
     */
    public EventStreams(UnaryOperator<Runnable> contexts) {
        this.contexts = contexts;
    }

    /** Streams a turn that has begun. Returns at once. */
    void open(PreparedStream turn, AsyncResponse response) {
        Runnable task = contexts.apply(() -> {
            try {
                response.resume(answer(turn));
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "a stream could not be ended in order: {0}",
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
     * Cancels what is still streamed, and waits some seconds for it: partial answers are kept, as if the clients were gone,
     * provided that the store is still there.
     * Threads that do not end by themselves, because their clients do not read, are interrupted.
     */
    @Override
    public void close() {
        open.keySet().forEach(PreparedStream::cancel);
        awaitEnds();
        open.values().forEach(Thread::interrupt);
        awaitEnds();
    }

    private void awaitEnds() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** Proxies that collect an answer before they pass it on are asked not to. */
    private static Response answer(PreparedStream turn) {
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
