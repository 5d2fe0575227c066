package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Reads a stream whose events have numbers. Closing it before the end is a client disconnect. */
public final class NumberedStream implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BufferedReader reader;

    /** An event as it was sent; with number 0 if it has none, because the turn has no such event. */
    public record Event(long number, JsonObject json) {
        public String type() {
            return json.getString("type");
        }

        /** The text that it adds to an answer; empty if it adds none. */
        public String delta() {
            JsonObject update = json.getJsonObject("update");
            return update == null ? "" : update.getString("delta", "");
        }
    }

    private NumberedStream(HttpRequest request) {
        try {
            response = CLIENT.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        boolean over = response.statusCode() == 204; // a client that has seen the end
        assertTrue(
                over || response.statusCode() == 200,
                () -> response.statusCode() + " " + reader.lines().toList());
    }

    /** A turn that goes on when this is closed. */
    public static NumberedStream start(URI base, String type, String params) {
        return new NumberedStream(HttpRequest.newBuilder(base.resolve("chatkit"))
                .header("Content-Type", RestTestClient.JSON)
                .header("ChatKit-On-Disconnect", "continue")
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofString(ChatKitTestClient.request(type, params)))
                .build());
    }

    /** Follows a turn after an event. */
    public static NumberedStream follow(URI base, String turn, long after) {
        return new NumberedStream(HttpRequest.newBuilder(base.resolve("turns/" + turn + "/events"))
                .header("Last-Event-ID", "" + after)
                .timeout(Duration.ofSeconds(60))
                .build());
    }

    /** The id of the turn. */
    public String turn() {
        return response.headers().firstValue("ChatKit-Turn").orElseThrow();
    }

    /** Blocks until the next event; null at the end. Fails on anything but events and comments. */
    public Event next() {
        try {
            String line = reader.readLine();
            while (line != null && line.startsWith(":")) {
                assertEquals("", reader.readLine());
                line = reader.readLine();
            }
            if (line == null) {
                return null;
            }
            boolean numbered = line.startsWith("id: ");
            String data = numbered ? reader.readLine() : line;
            assertTrue(data.startsWith("data: "), data);
            assertEquals("", reader.readLine());
            try (var json = Json.createReader(new StringReader(data.substring("data: ".length())))) {
                return new Event(numbered ? Long.parseLong(line.substring("id: ".length())) : 0, json.readObject());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next events, until this many have text. */
    public List<Event> untilDeltas(int count) {
        List<Event> events = new ArrayList<>();
        while (events.stream().filter(event -> !event.delta().isEmpty()).count() < count) {
            events.add(next());
        }
        return events;
    }

    /** All remaining events. */
    public List<Event> rest() {
        List<Event> events = new ArrayList<>();
        for (Event event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    /** All events until the connection breaks. */
    public List<Event> untilBroken() {
        List<Event> events = new ArrayList<>();
        try {
            for (Event event = next(); event != null; event = next()) {
                events.add(event);
            }
        } catch (UncheckedIOException e) {
            return events;
        }
        throw new IllegalStateException("The response was complete");
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
