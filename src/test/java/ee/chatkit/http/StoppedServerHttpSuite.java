package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.http.NumberedStream.Event;
import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The server is stopped in order during a turn of the probe responder; with a database. */
interface StoppedServerHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The running server and its database. */
    ServerFixture fixture();

    @Test
    default void turnOfStoppedServer_isFinishedAndStored() {
        List<Event> events;
        String turn;
        try (var stream = NumberedStream.start(base(), "threads.create", ChatKitTestClient.input("/pace 20 100"))) {
            turn = stream.turn();
            events = stream.untilDeltas(3);
            fixture().server().stop();
            events.addAll(stream.rest());
        }
        assertEquals("thread.item.done", events.getLast().type());
        fixture().killAndRestart("api/opportunities");
        String thread = events.getFirst().json().getJsonObject("thread").getString("id");
        assertEquals(
                events.stream().map(Event::delta).collect(Collectors.joining()),
                ChatKitTestClient.unscoped(base())
                        .items(thread)
                        .getLast()
                        .getJsonArray("content")
                        .getJsonObject(0)
                        .getString("text"));
        assertEquals(
                "completed",
                new RestTestClient(base())
                        .get("turns/" + turn)
                        .expect(200)
                        .json()
                        .getString("status"));
    }
}
