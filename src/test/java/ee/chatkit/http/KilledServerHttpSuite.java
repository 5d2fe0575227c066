package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A turn whose server dies, while an application's own responder answers, {@code DeployedProbe}; there is a database. */
interface KilledServerHttpSuite {
    /** The address under which the API is served; ends with {@code /api/}. */
    URI base();

    /** The server and its database, which run. */
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
