package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.openapi.ExchangeValidator;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the events of one turn as they arrive. Closing it before the end is a client disconnect. */
public final class EventStreamReader implements AutoCloseable {
    private static final String DATA = "data: ";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BufferedReader reader;
    private boolean begun;

    /** Posts a request whose response is a stream. */
    EventStreamReader(URI address, String body, String... headers) {
        var builder = HttpRequest.newBuilder(address);
        if (headers.length > 0) {
            builder.headers(headers);
        }
        var request = builder.timeout(Duration.ofSeconds(60))
                .header("Content-Type", RestTestClient.JSON)
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            response = CLIENT.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        assertEquals(200, response.statusCode(), () -> "" + reader.lines().toList());
        ExchangeValidator.check(request, RestTestClient.bytes(body), response, null);
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Blocks until the next event; null at the end. Fails on anything but events. */
    public JsonObject next() {
        try {
            String line = reader.readLine();
            assertTrue(begun || line == null || line.startsWith(DATA), "a stream begins with an event: " + line);
            begun = true;
            while (line != null && line.startsWith(":")) {
                assertEquals("", reader.readLine(), "a comment ends with an empty line");
                line = reader.readLine();
            }
            if (line == null) {
                return null;
            }
            assertTrue(line.startsWith(DATA), line);
            assertEquals("", reader.readLine(), "an event ends with an empty line");
            ExchangeValidator.checkEvent(line.substring(DATA.length()));
            try (var json = Json.createReader(new StringReader(line.substring(DATA.length())))) {
                return json.readObject();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next event of a type. */
    public JsonObject next(String type) {
        JsonObject event = next();
        while (event != null && !event.getString("type").equals(type)) {
            event = next();
        }
        assertTrue(event != null, "the stream ended without " + type);
        return event;
    }

    /** All remaining events. */
    public List<JsonObject> rest() {
        List<JsonObject> events = new ArrayList<>();
        for (JsonObject event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
