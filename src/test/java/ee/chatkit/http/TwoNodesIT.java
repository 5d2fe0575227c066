package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.http.NumberedStream.Event;
import ee.chatkit.server.EmbeddedDatabase;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Turns that are followed, cancelled and taken over by another node than the one that runs them: two WildFly servers on one database. */
@TestInstance(Lifecycle.PER_CLASS)
class TwoNodesIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final EmbeddedDatabase database = EmbeddedDatabase.temporary();
    private final ServerFixture runner = node();
    private final ServerFixture other = node();

    private ServerFixture node() {
        return ServerFixture.onDatabase(
                Server.Kind.WILDFLY,
                database,
                Map.of("CHATKIT_ANONYMOUS_USER", "demo", "CHATKIT_RETRY_INTERVAL", "1", "CHATKIT_TURNS_DRAIN", "20"));
    }

    @BeforeAll
    void start() {
        runner.start("api/about", ProbeApplication.war());
        other.start("api/about", ProbeApplication.war());
    }

    @AfterAll
    void stop() {
        runner.close();
        other.close();
        database.close();
    }

    private static URI api(ServerFixture node) {
        return node.baseUri().resolve("api/");
    }

    private NumberedStream begin(String text) {
        return NumberedStream.start(api(runner), "threads.create", ChatKitTestClient.input(text));
    }

    @Test
    void turn_isResumedOnAnotherNode() {
        List<Event> events;
        String turn;
        try (var stream = begin("/pace 20 100")) {
            turn = stream.turn();
            events = stream.untilDeltas(2);
        }
        try (var rest = NumberedStream.follow(api(other), turn, events.getLast().number())) {
            events.addAll(rest.rest());
        }
        for (int n = 0; n < events.size(); n++) {
            assertEquals(n + 1, events.get(n).number());
        }
        assertEquals(lastText(thread(events)), deltas(events));
    }

    @Test
    void turn_isCancelledByAnotherNode() {
        try (var stream = begin("/pace 600 100")) {
            List<Event> events = stream.untilDeltas(2);
            // found as soon as it is journalled
            await(
                    () -> new RestTestClient(api(other))
                                    .get("turns/" + stream.turn())
                                    .response()
                                    .statusCode()
                            == 200,
                    "it is journalled");
            new RestTestClient(api(other))
                    .send("POST", "turns/" + stream.turn() + "/cancel", null)
                    .expect(202);
            events.addAll(stream.rest());
            await(() -> state(stream.turn()).equals("cancelled"), "the turn is cancelled");
            assertTrue(lastText(thread(events)).startsWith(deltas(events)));
        }
    }

    @Test
    void databaseThatIsAwayInMidTurn_losesNoEvent() {
        try (var stream = begin("/pace 130 200")) {
            List<Event> events = stream.untilDeltas(5);
            database.stop();
            events.addAll(stream.untilDeltas(90));
            database.start();
            try (var follower = NumberedStream.follow(api(other), stream.turn(), 0)) {
                events.addAll(stream.rest());
                assertEquals(events, follower.rest());
            }
            assertEquals("completed", state(stream.turn()));
        }
    }

    @Test
    void killedNode_leavesItsPartialAnswerAndTellsFollowers() {
        String turn;
        List<Event> seen;
        List<Event> followed;
        try (var stream = begin("/pace 600 100")) {
            turn = stream.turn();
            seen = stream.untilDeltas(20);
            try (var follower = NumberedStream.follow(api(other), turn, 0)) {
                followed = follower.untilDeltas(10);
                runner.server().kill();
                long killed = System.nanoTime();
                followed.addAll(follower.rest());
                Duration noticed = Duration.ofNanos(System.nanoTime() - killed);
                assertTrue(noticed.compareTo(Duration.ofSeconds(18)) < 0, () -> "noticed after " + noticed);
            }
        } finally {
            runner.start("api/about", ProbeApplication.war());
        }
        Event last = followed.getLast();
        assertEquals("error", last.type());
        assertTrue(last.json().getBoolean("allow_retry"));
        assertEquals(0, last.number());
        assertEquals("interrupted", state(turn));
        String partial = lastText(thread(seen));
        assertEquals(deltas(followed), partial, "the stored answer is what followers have seen");
        assertFalse(partial.isBlank());
        new ChatKitTestClient(api(other), "chatkit").sendMessage(thread(seen), "Once more");
    }

    @Test
    void stoppedNode_finishesItsTurns() {
        try (var stream = begin("/pace 40 100")) {
            List<Event> events = stream.untilDeltas(3);
            runner.server().stop();
            events.addAll(stream.rest());
            assertEquals("thread.item.done", events.getLast().type());
            assertEquals(deltas(events), lastText(thread(events)));
            assertEquals("completed", state(stream.turn()));
        } finally {
            runner.start("api/about", ProbeApplication.war());
        }
    }

    private static String thread(List<Event> events) {
        return events.getFirst().json().getJsonObject("thread").getString("id");
    }

    private static String deltas(List<Event> events) {
        return events.stream().map(Event::delta).collect(Collectors.joining());
    }

    private String lastText(String thread) {
        JsonObject last = ChatKitTestClient.unscoped(api(other)).items(thread).getLast();
        assertEquals("assistant_message", last.getString("type"));
        return last.getJsonArray("content").getJsonObject(0).getString("text");
    }

    private String state(String turn) {
        return new RestTestClient(api(other))
                .get("turns/" + turn)
                .expect(200)
                .json()
                .getString("status");
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "within 30 s: " + what);
            Thread.onSpinWait();
        }
    }
}
