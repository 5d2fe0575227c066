package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.client.ChatKitClient;
import ee.chatkit.client.ChatKitRequests;
import ee.chatkit.client.EventReader;
import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.Test;

/** Streams that are silent, and streams whose clients are gone or do not read; with {@link #ENVIRONMENT}. */
public interface StreamsHttpSuite {
    /** Short times. */
    Map<String, String> ENVIRONMENT =
            Map.of("CHATKIT_STREAM_WRITE_TIMEOUT", "2", "CHATKIT_STREAM_HEARTBEAT_INTERVAL", "1");

    Duration SOON = Duration.ofSeconds(30);

    /** Of two mebibytes, as many as a body may have. */
    String LONG_TEXT = "0123456789abcdef".repeat(1_900_000 / 16);

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The server. */
    ServerFixture fixture();

    @Test
    default void silentStream_hasComments() {
        try (var connection = SlowReaderConnection.chatKit(base(), "threads.create", paced(1, 60_000))) {
            String head = connection.readUntil("stream_options", SOON);
            assertTrue(head.contains("text/event-stream"), head);
            connection.readUntil("\n:\n\n", SOON);
            connection.readUntil("\n:\n\n", SOON);
        }
    }

    @Test
    default void clientThatIsGone_isNoticedDuringSilence() {
        var chat = ChatKitTestClient.unscoped(base());
        int before = cancelled(chat);
        try (var connection = SlowReaderConnection.chatKit(base(), "threads.create", paced(1, 600_000))) {
            connection.readUntil("stream_options", SOON);
        }
        await(() -> cancelled(chat) > before, "the responder is cancelled");
    }

    @Test
    default void clientThatDoesNotRead_isEnded() {
        List<SlowReaderConnection> connections = new ArrayList<>();
        try {
            for (int n = 0; n < 8; n++) {
                var connection =
                        SlowReaderConnection.chatKit(base(), "threads.create", ChatKitTestClient.input(LONG_TEXT));
                connection.readUntil("data: ", SOON);
                connections.add(connection);
            }
            await(
                    () -> fixture().server().jvm().threadNames().stream()
                            .noneMatch(name -> name.startsWith("chatkit-turn-")),
                    "the streams are ended");
            for (SlowReaderConnection connection : connections) {
                assertFalse(connection.isComplete(), "the response ends as if it were complete");
            }
        } finally {
            connections.forEach(SlowReaderConnection::close);
        }
    }

    @Test
    default void longEvents_areWrittenWhole() {
        String text = LONG_TEXT.substring(0, 1_000_000) + "\uD83D\uDE00".repeat(1000);
        try (var connection = SlowReaderConnection.chatKit(base(), "threads.create", ChatKitTestClient.input(text))) {
            assertTrue(connection.isComplete());
        }
    }

    @Test
    default void longFirstEvent_isWrittenWhole() {
        var chat = ChatKitTestClient.unscoped(base());
        String text = "x\uD83D\uDE00".repeat(5_000);
        List<JsonObject> events = chat.sendMessage(chat.createThread("Begin"), text);
        assertEquals("thread.item.done", events.getFirst().getString("type"));
        assertTrue(events.getFirst().toString().contains(text));
        assertEquals("thread.item.done", events.getLast().getString("type"));
    }

    @Test
    default void javaClient_closesWithoutWaitingForTheAnswer() {
        var chat = ChatKitTestClient.unscoped(base());
        int before = cancelled(chat);
        var client = RestClientBuilder.newBuilder().baseUri(base()).build(ChatKitClient.class);
        long begin = System.nanoTime();
        try (var turn = new EventReader(client.stream(ChatKitRequests.createThread("/pace 1 600000")))) {
            assertEquals("thread.created", turn.next().getString("type"));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, () -> "took " + took);
        await(() -> cancelled(chat) > before, "the responder is cancelled");
    }

    private static String paced(int count, int millis) {
        return ChatKitTestClient.input("/pace " + count + " " + millis);
    }

    private static int cancelled(ChatKitTestClient chat) {
        return Integer.parseInt(chat.items(chat.createThread("/cancelled"))
                .getLast()
                .getJsonArray("content")
                .getJsonObject(0)
                .getString("text"));
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "within 30 s: " + what);
            Thread.onSpinWait();
        }
    }
}
