package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.NumberedStream.Event;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Turns that outlive their clients, and are followed and cancelled by others. */
public interface ResumedTurnsHttpSuite {
    Duration SOON = Duration.ofSeconds(30);
    int FOLLOWERS = 64;

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void disconnectedTurn_goesOnAndIsResumedWithoutLossOrRepetition() {
        List<Event> events;
        String turn;
        try (var stream = start("/pace 12 100")) {
            turn = stream.turn();
            events = stream.untilDeltas(3);
        }
        String thread = events.getFirst().json().getJsonObject("thread").getString("id");
        try (var rest = NumberedStream.follow(base(), turn, events.getLast().number())) {
            events.addAll(rest.rest());
        }
        checkNumbers(events);
        assertEquals("thread.item.done", events.getLast().type());
        assertEquals(text(thread), deltas(events), "what was streamed is what is stored");
        assertEquals("completed", state(turn));
        assertEquals(List.of(), running(thread));
        try (var all = NumberedStream.follow(base(), turn, 0)) {
            assertEquals(events, all.rest(), "the journal has all of it");
        }
        long last = events.getLast().number();
        var rest = new RestTestClient(base());
        rest.get("turns/" + turn + "/events", "Last-Event-ID", "" + last).expect(204);
        rest.get("turns/" + turn + "/events?after=" + last).expect(200);
    }

    @Test
    default void runningTurn_isListedAndFollowedByMany() throws Exception {
        try (var stream = start("/pace 20 100");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Event> events = stream.untilDeltas(1);
            String thread = events.getFirst().json().getJsonObject("thread").getString("id");
            JsonObject listed = running(thread).getFirst();
            assertEquals(stream.turn(), listed.getString("id"));
            assertEquals("running", listed.getString("status"));
            List<Future<List<Event>>> followers = new ArrayList<>();
            for (int n = 0; n < FOLLOWERS; n++) {
                followers.add(threads.submit(all(stream.turn())));
            }
            events.addAll(stream.rest());
            for (Future<List<Event>> follower : followers) {
                assertEquals(events, follower.get());
            }
        }
    }

    private Callable<List<Event>> all(String turn) {
        return () -> {
            try (var follower = NumberedStream.follow(base(), turn, 0)) {
                return follower.rest();
            }
        };
    }

    @Test
    default void cancelledTurn_endsAndKeepsItsPartialAnswer() {
        var rest = new RestTestClient(base());
        try (var stream = start("/pace 600 100")) {
            List<Event> events = stream.untilDeltas(3);
            String thread = events.getFirst().json().getJsonObject("thread").getString("id");
            try (var follower = NumberedStream.follow(
                    base(), stream.turn(), events.getLast().number())) {
                rest.send("POST", "turns/" + stream.turn() + "/cancel", null).expect(202);
                List<Event> followed = follower.rest();
                events.addAll(stream.rest());
                await(() -> state(stream.turn()).equals("cancelled"), "the turn is cancelled");
                assertTrue(followed.size() <= 1 + events.size(), "the follower ends too");
            }
            assertTrue(text(thread).startsWith(deltas(events)), () -> text(thread) + " after " + deltas(events));
            rest.send("POST", "turns/" + stream.turn() + "/cancel", null).expect(202);
            assertEquals("cancelled", state(stream.turn()));
        }
    }

    @Test
    default void disconnect_cancelsUnlessTheClientSaysOtherwise() {
        var chat = ChatKitTestClient.unscoped(base());
        String turn;
        try (var stream = chat.openStream("threads.create", ChatKitTestClient.input("/pace 600 100"))) {
            turn = stream.header("ChatKit-Turn");
            stream.next("thread.item.updated");
        }
        await(() -> state(turn).equals("cancelled"), "the turn is cancelled");
    }

    @Test
    default void failedTurn_isFollowedToItsError() {
        List<Event> events;
        String turn;
        try (var stream = start("/probe error")) {
            turn = stream.turn();
            events = stream.rest();
        }
        try (var follower = NumberedStream.follow(base(), turn, 0)) {
            assertEquals(events, follower.rest());
        }
        assertEquals("failed", state(turn));
    }

    @Test
    default void invalidRequests_areRejected() {
        var rest = new RestTestClient(base());
        rest.get("turns/trn_0/events").expectProblem(404, "not-found");
        rest.get("turns/trn_0").expectProblem(404, "not-found");
        rest.send("POST", "turns/trn_0/cancel", null).expectProblem(404, "not-found");
        rest.get("threads/thr_0/turns").expectProblem(404, "not-found");
        rest.get("turns/trn_0/events?after=x").expectProblem(400, "invalid-request");
        rest.get("turns/trn_0/events", "Last-Event-ID", "-1").expectProblem(400, "invalid-request");
        String request = ChatKitTestClient.request("threads.create", ChatKitTestClient.input("Hello"));
        rest.send(
                        "POST",
                        "chatkit",
                        RestTestClient.bytes(request),
                        "Content-Type",
                        RestTestClient.JSON,
                        "ChatKit-On-Disconnect",
                        "maybe")
                .expectProblem(400, "invalid-request");
    }

    /** Each number of each turn is seen once, in order, whenever the connection is lost. */
    @Test
    default void randomDisconnects_loseAndRepeatNothing() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> turns = new ArrayList<>();
            for (int n = 0; n < 24; n++) {
                int seed = n;
                turns.add(threads.submit(() -> resumeAtRandom(new Random(seed))));
            }
            int disconnects = 0;
            for (Future<Integer> turn : turns) {
                disconnects += turn.get();
            }
            assertTrue(disconnects >= 200, "disconnects: " + disconnects);
        }
    }

    private int resumeAtRandom(Random random) {
        List<Event> events = new ArrayList<>();
        String turn;
        try (var stream = start("/pace 40 50")) {
            turn = stream.turn();
            events.addAll(stream.untilDeltas(1 + random.nextInt(3)));
        }
        int disconnects = 1;
        boolean ended = false;
        while (!ended) {
            try (var stream =
                    NumberedStream.follow(base(), turn, events.getLast().number())) {
                int count = 1 + random.nextInt(7);
                for (int n = 0; n < count && !ended; n++) {
                    Event next = stream.next();
                    ended = next == null;
                    if (!ended) {
                        events.add(next);
                    }
                }
                disconnects += ended ? 0 : 1;
            }
        }
        checkNumbers(events);
        String thread = events.getFirst().json().getJsonObject("thread").getString("id");
        assertEquals(text(thread), deltas(events));
        return disconnects;
    }

    private static void checkNumbers(List<Event> events) {
        assertEquals(
                LongStream.rangeClosed(1, events.size()).boxed().toList(),
                events.stream().map(Event::number).toList());
    }

    private NumberedStream start(String text) {
        return NumberedStream.start(base(), "threads.create", ChatKitTestClient.input(text));
    }

    private static String deltas(List<Event> events) {
        return events.stream().map(Event::delta).collect(Collectors.joining());
    }

    /** The text of the last item of a thread. */
    private String text(String thread) {
        return ChatKitTestClient.unscoped(base())
                .items(thread)
                .getLast()
                .getJsonArray("content")
                .getJsonObject(0)
                .getString("text");
    }

    private String state(String turn) {
        return new RestTestClient(base())
                .get("turns/" + turn)
                .expect(200)
                .json()
                .getString("status");
    }

    private List<JsonObject> running(String thread) {
        return new RestTestClient(base())
                .get("threads/" + thread + "/turns")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getValuesAs(JsonObject.class);
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "within 30 s: " + what);
            Thread.onSpinWait();
        }
    }
}
