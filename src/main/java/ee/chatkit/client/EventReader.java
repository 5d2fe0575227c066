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
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the events of a turn as they arrive. Closing it before the end cancels the turn; what has been
 * answered until then is stored. Not thread-safe.
 */
public final class EventReader implements Iterator<JsonObject>, AutoCloseable {
    private static final String DATA = "data:";

    private final BufferedReader reader;
    private @Nullable JsonObject lookahead;

    /**
     * Reads the events of a stream.
     *
     * @param stream the result of {@link ChatKitClient#stream}, which {@link #close} closes; not null
     */
    public EventReader(InputStream stream) {
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
     * Closes the stream.
     *
     * @throws UncheckedIOException if that fails
     */
    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
