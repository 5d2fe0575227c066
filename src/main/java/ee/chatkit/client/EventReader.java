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
 * The events of a turn, each as soon as it has happened: {@code next} waits for it. Closed before its end, the turn is
 * cancelled. For one thread.
 */
public final class EventReader implements Iterator<JsonObject>, AutoCloseable {
    private static final String DATA = "data:";

    private final BufferedReader reader;
    private @Nullable JsonObject ahead;

    /** Out of what {@link ChatKitClient#stream} gives. */
    public EventReader(InputStream stream) {
        reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** Waits for the next event, or for the end. */
    @Override
    public boolean hasNext() {
        if (ahead == null) {
            ahead = read();
        }
        return ahead != null;
    }

    @Override
    public JsonObject next() {
        JsonObject event = hasNext() ? ahead : null;
        if (event == null) {
            throw new NoSuchElementException("the turn has ended");
        }
        ahead = null;
        return event;
    }

    private @Nullable JsonObject read() {
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

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
