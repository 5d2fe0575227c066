package ee.chatkit.bench;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.http.ChatKitTestClient;
import ee.chatkit.http.NumberedStream;
import ee.chatkit.http.NumberedStream.Event;
import ee.chatkit.http.RestTestClient;
import ee.chatkit.server.EmbeddedDatabase;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What a killed server loses of an answer that it is giving: of two WildFly servers on one PostgreSQL, one is killed while it sends a
 * turn with a delta each 5 ms. Compares what its client has received with what the other server stores, and how long that takes.
 *
 * <p>Argument: the number of kills.
 */
public final class KilledTurnsBench {
    private static final int MILLIS = 5;

    private KilledTurnsBench() {}

    public static void main(String[] args) {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        var random = new Random(1);
        try (var database = EmbeddedDatabase.temporary();
                var runner = node(database);
                var other = node(database)) {
            other.start("api/about", ProbeApplication.war());
            for (int kill = 1; kill <= kills; kill++) {
                runner.start("api/about", ProbeApplication.war());
                System.out.println("kill " + kill + ": " + kill(runner, other, 500 + random.nextInt(1500)));
            }
        }
    }

    private static ServerFixture node(EmbeddedDatabase database) {
        return ServerFixture.onDatabase(Server.Kind.WILDFLY, database, Map.of("CHATKIT_ANONYMOUS_USER", "demo"));
    }

    private static String kill(ServerFixture runner, ServerFixture other, int millis) {
        URI api = other.baseUri().resolve("api/");
        List<Event> received = new ArrayList<>();
        String turn;
        long killed;
        try (var stream = NumberedStream.start(
                runner.baseUri().resolve("api/"),
                "threads.create",
                ChatKitTestClient.input("/pace 100000 " + MILLIS))) {
            turn = stream.turn();
            received.addAll(stream.untilDeltas(millis / MILLIS));
            runner.server().kill();
            killed = System.nanoTime();
            // what is on its way
            received.addAll(stream.untilBroken());
        }
        String thread = received.getFirst().json().getJsonObject("thread").getString("id");
        String said = received.stream().map(Event::delta).collect(Collectors.joining());
        while (!state(api, turn).equals("interrupted")) {
            Thread.onSpinWait();
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - killed);
        String stored = stored(api, thread);
        if (!said.startsWith(stored) && !stored.startsWith(said)) {
            throw new IllegalStateException("Not what was said: " + stored);
        }
        int lost = Math.max(0, said.length() - stored.length());
        return "%d characters received, %d stored, %d lost, which were said in %d ms; stored %.1f s after the kill"
                .formatted(
                        said.length(),
                        stored.length(),
                        lost,
                        lost == 0 ? 0 : lastTime(said) - lastTime(stored),
                        taken.toMillis() / 1e3);
    }

    /** The time of the last delta: each is the time at which it was said. */
    private static long lastTime(String text) {
        String said = text.strip();
        return Long.parseLong(said.substring(said.lastIndexOf(' ') + 1));
    }

    private static String state(URI api, String turn) {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        var answer = new RestTestClient(api).get("turns/" + turn);
        return answer.response().statusCode() == 200 ? answer.json().getString("status") : "unknown";
    }

    private static String stored(URI api, String thread) {
        JsonObject last = ChatKitTestClient.unscoped(api).items(thread).getLast();
        return last.getString("type").equals("assistant_message")
                ? last.getJsonArray("content").getJsonObject(0).getString("text")
                : "";
    }
}
