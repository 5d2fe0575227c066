package ee.chatkit.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
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
 * Iterates over the events of a turn as they arrive; comments are skipped. Closing it before the end cancels a turn that {@link
 * ChatKitClient#stream} has started; what has been answered until then is stored. A turn that was started to continue, or is only
 * {@linkplain TurnsClient#events followed}, goes on. Not thread-safe.
 *
 * <p>When the connection is lost, {@link #hasNext} and {@link #next} throw an {@link UncheckedIOException}. The turn is then followed from
 * {@link #lastEventId} on.
 */
public final class EventReader implements Iterator<JsonObject>, AutoCloseable {
    private static final String DATA = "data:";
    private static final String ID = "id:";
    private static final String TURN_HEADER = "ChatKit-Turn";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** The response of the stream, which must stay reachable as long as that is read; else the stream. */
    private final AutoCloseable owner;

    private final InputStream stream;
    private final BufferedReader reader;
    private final @Nullable String turnId;
    private @Nullable JsonObject lookahead;

    /** The id that was read last, and that of the event that was returned last. */
    private @Nullable String readId;

    private @Nullable String lastEventId;

    /**
     * Reads the events of a stream.
     *
     * @param stream the result of {@link ChatKitClient#stream} or {@link TurnsClient#events}, which {@link #close} closes; not null
     */
    public EventReader(InputStream stream) {
        this(stream, stream, null);
    }

    /**
     * Reads the events of a response.
     *
     * @param response the result of {@link ChatKitClient#startTurn}, whose stream {@link #close} closes; not null
     * @return the reader, which knows the {@linkplain #turnId id of the turn}
     */
    public static EventReader of(Response response) {
        return new EventReader(response, response.readEntity(InputStream.class), response.getHeaderString(TURN_HEADER));
    }

    private EventReader(AutoCloseable owner, InputStream stream, @Nullable String turnId) {
        this.owner = owner;
        this.stream = stream;
        this.turnId = turnId;
        reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /**
     * Returns the id of the turn, under which {@link TurnsClient} knows it.
     *
     * @return the id; null if this reader was not made by {@link #of}, or no turn was begun
     */
    public @Nullable String turnId() {
        return turnId;
    }

    /**
     * Returns the id of the event that {@link #next} has returned last.
     *
     * @return the id, to be given to {@link TurnsClient#events}; null if there is none, or events have no ids
     */
    public @Nullable String lastEventId() {
        return lastEventId;
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
        lastEventId = readId;
        return event;
    }

    private @Nullable JsonObject readEvent() {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(ID)) {
                    readId = line.substring(ID.length()).strip();
                } else if (line.startsWith(DATA)) {
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
            try (owner;
                    stream) {
                lookahead = null;
            } catch (Exception e) {
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
