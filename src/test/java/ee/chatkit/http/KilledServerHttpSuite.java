package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
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
            stream.next("thread.item.updated");
            fixture().server().kill();
        }
        fixture().killAndRestart("api/opportunities");
        List<JsonObject> items = chat.items(thread);
        assertEquals(List.of("user_message", "assistant_message", "user_message"), ChatKitTestClient.types(items));
        String last = items.getLast().getString("id");
        chat.sendMessage(thread, "Are you back?");
        assertEquals(5, chat.items(thread).size());
        chat.events("threads.retry_after_item", "\"thread_id\":\"" + thread + "\",\"item_id\":\"" + last + "\"");
        assertEquals(4, chat.items(thread).size());
    }
}
