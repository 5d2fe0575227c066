package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The server is killed during a turn of the probe responder; with a database. */
interface KilledServerHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The running server and its database. */
    ServerFixture fixture();

    @Test
    default void turnOfKilledServer_leavesUsableThread() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("First");
        String params = "\"thread_id\":\"" + thread + "\"," + ChatKitTestClient.input("/pace 100 100");
        try (var stream = chat.openStream("threads.add_user_message", params)) {
            for (int n = 0; n < 10; n++) { // a second of them is journalled
                stream.next("thread.item.updated");
            }
            fixture().server().kill();
        }
        fixture().killAndRestart("api/opportunities");
        await(() -> chat.items(thread).size() == 4, "the partial answer is recovered");
        List<JsonObject> items = chat.items(thread);
        assertEquals(
                List.of("user_message", "assistant_message", "user_message", "assistant_message"),
                ChatKitTestClient.types(items));
        String last = items.get(2).getString("id");
        chat.sendMessage(thread, "Are you back?");
        assertEquals(6, chat.items(thread).size());
        chat.events("threads.retry_after_item", "\"thread_id\":\"" + thread + "\",\"item_id\":\"" + last + "\"");
        assertEquals(4, chat.items(thread).size());
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "within 60 s: " + what);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** The lease of the killed server is shorter than its restart takes. */
    @Test
    default void repeatedTurnOfKilledServer_hasTheSameIdsAndOffersRetry() {
        var chat = ChatKitTestClient.unscoped(base());
        String key = UUID.randomUUID().toString();
        String request = ChatKitTestClient.request("threads.create", ChatKitTestClient.input("/pace 100 100"));
        String thread;
        String message;
        try (var stream = new EventStreamReader(base().resolve("chatkit"), request, IdempotencyHttpSuite.KEY, key)) {
            thread = stream.next("thread.created").getJsonObject("thread").getString("id");
            message = stream.next("thread.item.done").getJsonObject("item").getString("id");
            stream.next("thread.item.updated");
            fixture().server().kill();
        }
        fixture().killAndRestart("api/opportunities");
        for (int n = 0; n < 2; n++) {
            List<JsonObject> events = chat.events("threads.create", ChatKitTestClient.input("/pace 100 100"), key);
            assertEquals(List.of("thread.created", "thread.item.done", "error"), ChatKitTestClient.types(events));
            assertEquals(thread, events.get(0).getJsonObject("thread").getString("id"));
            assertEquals(message, events.get(1).getJsonObject("item").getString("id"));
            assertTrue(events.get(2).getBoolean("allow_retry"));
        }
        assertEquals(List.of("user_message"), ChatKitTestClient.types(chat.items(thread)));
    }
}
