package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ChatKit protocol over HTTP, with the echo responder. */
public interface ChatKitHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void createThread_streamsAnswer() {
        var chat = ChatKitTestClient.unscoped(base());
        try (var stream = chat.openStream("threads.create", ChatKitTestClient.input("Grüße 👋."))) {
            assertTrue(stream.header("Content-Type").matches("text/event-stream; ?charset=utf-8"));
            assertEquals("no-store", stream.header("Cache-Control"));
            assertEquals("no", stream.header("X-Accel-Buffering"));
            List<JsonObject> events = stream.rest();
            assertEquals(
                    List.of("thread.created", "thread.item.done", "stream_options", "thread.item.added"),
                    ChatKitTestClient.types(events.subList(0, 4)));
            assertEquals("thread.item.done", events.getLast().getString("type"));
            String thread = events.getFirst().getJsonObject("thread").getString("id");
            JsonObject read = chat.document("threads.get_by_id", "\"thread_id\":\"" + thread + "\"");
            assertEquals("Grüße 👋.", read.getString("title"));
            List<JsonObject> items =
                    read.getJsonObject("items").getJsonArray("data").getValuesAs(JsonObject.class);
            assertEquals(List.of("user_message", "assistant_message"), ChatKitTestClient.types(items));
            assertEquals(events.getLast().getJsonObject("item"), items.getLast());
        }
    }

    @Test
    default void retryAfterItem_replacesAnswer() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("First");
        chat.sendMessage(thread, "Second");
        List<JsonObject> before = chat.items(thread);
        assertEquals(4, before.size());
        String first = before.getFirst().getString("id");
        List<JsonObject> events = chat.events(
                "threads.retry_after_item", "\"thread_id\":\"" + thread + "\",\"item_id\":\"" + first + "\"");
        assertEquals("stream_options", events.getFirst().getString("type"));
        List<JsonObject> after = chat.items(thread);
        assertEquals(List.of("user_message", "assistant_message"), ChatKitTestClient.types(after));
        assertEquals(before.getFirst(), after.getFirst());
        assertEquals(events.getLast().getJsonObject("item"), after.getLast());
    }

    @Test
    default void threads_areUpdatedListedAndDeleted() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("To be renamed");
        JsonObject renamed =
                chat.document("threads.update", "\"thread_id\":\"" + thread + "\",\"title\":\"A better name\"");
        assertEquals("A better name", renamed.getString("title"));
        JsonObject page = chat.document("threads.list", "\"limit\":1");
        JsonObject newest = page.getJsonArray("data").getJsonObject(0);
        assertEquals(renamed.getString("title"), newest.getString("title"));
        assertEquals(thread, newest.getString("id"));
        assertEquals(
                "{}",
                chat.document("threads.delete", "\"thread_id\":\"" + thread + "\"")
                        .toString());
        chat.post("threads.get_by_id", "\"thread_id\":\"" + thread + "\"").expectProblem(404, "not-found");
    }

    @Test
    default void feedback_isAccepted() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("Was this good?");
        String item = chat.items(thread).getLast().getString("id");
        String params = "\"thread_id\":\"" + thread + "\",\"item_ids\":[\"" + item + "\"],\"kind\":\"positive\"";
        assertEquals("{}", chat.document("items.feedback", params).toString());
    }

    @Test
    default void opportunityEndpoint_seesOnlyItsThreads() {
        var rest = new RestTestClient(base());
        String mine = rest.create("opportunities", "{\"name\":\"Mine\"}");
        String other = rest.create("opportunities", "{\"name\":\"Other\"}");
        var within = ChatKitTestClient.forOpportunity(base(), mine);
        String thread = within.createThread("Inside");
        assertEquals(mine, rest.get("threads/" + thread).text("opportunity_id"));
        String params = "\"thread_id\":\"" + thread + "\"";
        assertEquals(thread, within.document("threads.get_by_id", params).getString("id"));
        assertEquals(
                thread,
                ChatKitTestClient.unscoped(base())
                        .document("threads.get_by_id", params)
                        .getString("id"));
        var elsewhere = ChatKitTestClient.forOpportunity(base(), other);
        elsewhere.post("threads.get_by_id", params).expectProblem(404, "not-found");
        elsewhere
                .post("threads.add_user_message", params + "," + ChatKitTestClient.input("Out of reach"))
                .expectProblem(404, "not-found");
        assertEquals(
                0, elsewhere.document("threads.list", "").getJsonArray("data").size());
        assertEquals(1, within.document("threads.list", "").getJsonArray("data").size());
        ChatKitTestClient.forOpportunity(base(), "none")
                .post("threads.list", "")
                .expectProblem(404, "not-found");
        ChatKitTestClient.forOpportunity(base(), "none")
                .post("threads.create", ChatKitTestClient.input("Nowhere"))
                .expectProblem(404, "not-found");
    }

    @Test
    default void lockedThread_rejectsTurnsWithReason() {
        var rest = new RestTestClient(base());
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("Soon locked");
        rest.patch("threads/" + thread, "{\"status\":{\"type\":\"locked\",\"reason\":\"audit\"}}")
                .expect(200);
        List<JsonObject> events = chat.sendMessage(thread, "Still there?");
        assertEquals(List.of("error"), ChatKitTestClient.types(events));
        assertTrue(events.getFirst().getString("message").contains("audit"));
        assertFalse(events.getFirst().getBoolean("allow_retry"));
        assertEquals(2, chat.items(thread).size());
    }

    @Test
    default void unexpectedClientToolOutput_isRejectedBeforeStreaming() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("No tool was called");
        String at = "\"thread_id\":\"" + thread + "\"";
        String answer = chat.items(thread).getLast().getString("id");
        chat.post("threads.add_client_tool_output", at + ",\"result\":1").expectProblem(409, "wrong-state");
        chat.post("threads.retry_after_item", at + ",\"item_id\":\"" + answer + "\"")
                .expectProblem(409, "wrong-state");
        chat.post("threads.retry_after_item", at + ",\"item_id\":\"none\"").expectProblem(404, "not-found");
        assertEquals(2, chat.items(thread).size());
    }

    @Test
    default void documentRequest_ignoresAcceptHeader() {
        String body = ChatKitTestClient.request("threads.list", "");
        new RestTestClient(base())
                .send(
                        "POST",
                        "chatkit",
                        RestTestClient.bytes(body),
                        "Content-Type",
                        RestTestClient.JSON,
                        "Accept",
                        "text/event-stream")
                .expect(200);
    }
}
