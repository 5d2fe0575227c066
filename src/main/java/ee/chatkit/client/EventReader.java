package ee.chatkit.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the events of a turn as they arrive; comments are skipped. Closing it before the end cancels the turn;
 * what has been answered until then is stored. Not thread-safe.
 */
public final class EventReader implements Iterator<JsonObject>, AutoCloseable {
    private static final String DATA = "data:";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final InputStream stream;
    private final BufferedReader reader;
    private @Nullable JsonObject lookahead;

    /**
     * Reads the events of a stream.
     *
     * @param stream the result of {@link ChatKitClient#stream}, which {@link #close} closes; not null
     */
    public EventReader(InputStream stream) {
        this.stream = stream;
        reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /**
     * Blocks until the next event arrives or the stream ends.
     *
     * @throws UncheckedIOException if reading fails
     */
    @Override
    public boolean hasNext() {
        if (lookahead == null) {
            lookahead = readEvent();
        }
        return lookahead != null;
    }

    /**
     * Blocks until the next event arrives.
     *
     * @return the event
     * @throws NoSuchElementException if the stream has ended
     * @throws UncheckedIOException if reading fails
     */
    @Override
    public JsonObject next() {
        JsonObject event = hasNext() ? lookahead : null;
        if (event == null) {
            throw new NoSuchElementException("The stream has ended");
        }
        lookahead = null;
        return event;
    }

    private @Nullable JsonObject readEvent() {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(DATA)) {
                    try (var json = Json.createReader(new StringReader(line.substring(DATA.length())))) {
                        return json.readObject();
                    }
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Closes the stream, and the connection unless the stream has ended. Does not wait for the rest of the answer.
     */
    @Override
    public void close() {
        // HTTP clients read the rest of a response to reuse its connection, which takes as long as the turn. On a
        // virtual
        // thread that is interrupted, the first read that would block closes the socket instead.
        Thread closing = Thread.ofVirtual().unstarted(() -> {
            try (stream) {
                lookahead = null;
            } catch (IOException | RuntimeException e) {
                // the connection is closed
            }
        });
        closing.start();
        closing.interrupt();
        try {
            closing.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
