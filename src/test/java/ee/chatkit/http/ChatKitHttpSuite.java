package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ChatKit protocol with the echo answering, seen from outside. */
public interface ChatKitHttpSuite {
    /** The address under which the API is served; ends with {@code /api/}. */
    URI base();

    @Test
    default void aThreadIsBegunAndAnsweredInAStream() {
        var chatKitTestClient = ChatKitTestClient.everything(base());
        try (var stream = chatKitTestClient.open("threads.create", ChatKitTestClient.input("Grüße 👋."))) {
            assertTrue(stream.header("Content-Type").matches("text/event-stream; ?charset=utf-8"));
            assertEquals("no-store", stream.header("Cache-Control"));
            assertEquals("no", stream.header("X-Accel-Buffering"));
            List<JsonObject> events = stream.rest();
            assertEquals(
                    List.of("thread.created", "thread.item.done", "stream_options", "thread.item.added"),
                    ChatKitTestClient.types(events.subList(0, 4)));
            assertEquals("thread.item.done", events.getLast().getString("type"));
            String thread = events.getFirst().getJsonObject("thread").getString("id");
            JsonObject read = chatKitTestClient.answer("threads.get_by_id", "\"thread_id\":\"" + thread + "\"");
            assertEquals("Grüße 👋.", read.getString("title"));
            List<JsonObject> items =
                    read.getJsonObject("items").getJsonArray("data").getValuesAs(JsonObject.class);
            assertEquals(List.of("user_message", "assistant_message"), ChatKitTestClient.types(items));
            assertEquals(events.getLast().getJsonObject("item"), items.getLast());
        }
    }

    @Test
    default void aThreadGoesOnAndRetriesAnAnswer() {
        var chatKitTestClient = ChatKitTestClient.everything(base());
        String thread = chatKitTestClient.begin("First");
        chatKitTestClient.say(thread, "Second");
        List<JsonObject> before = chatKitTestClient.items(thread);
        assertEquals(4, before.size());
        String first = before.getFirst().getString("id");
        List<JsonObject> events = chatKitTestClient.events(
                "threads.retry_after_item", "\"thread_id\":\"" + thread + "\",\"item_id\":\"" + first + "\"");
        assertEquals("stream_options", events.getFirst().getString("type"));
        List<JsonObject> after = chatKitTestClient.items(thread);
        assertEquals(List.of("user_message", "assistant_message"), ChatKitTestClient.types(after));
        assertEquals(before.getFirst(), after.getFirst());
        assertEquals(events.getLast().getJsonObject("item"), after.getLast());
    }

    @Test
    default void threadsAreRenamedListedAndDeleted() {
        var chatKitTestClient = ChatKitTestClient.everything(base());
        String thread = chatKitTestClient.begin("To be renamed");
        JsonObject renamed = chatKitTestClient.answer(
                "threads.update", "\"thread_id\":\"" + thread + "\",\"title\":\"A better name\"");
        assertEquals("A better name", renamed.getString("title"));
        JsonObject page = chatKitTestClient.answer("threads.list", "\"limit\":1");
        JsonObject newest = page.getJsonArray("data").getJsonObject(0);
        assertEquals(renamed.getString("title"), newest.getString("title"));
        assertEquals(thread, newest.getString("id"));
        assertEquals(
                "{}",
                chatKitTestClient
                        .answer("threads.delete", "\"thread_id\":\"" + thread + "\"")
                        .toString());
        chatKitTestClient
                .ask("threads.get_by_id", "\"thread_id\":\"" + thread + "\"")
                .expectProblem(404, "not-found");
    }

    @Test
    default void anItemGetsFeedback() {
        var chatKitTestClient = ChatKitTestClient.everything(base());
        String thread = chatKitTestClient.begin("Was this good?");
        String item = chatKitTestClient.items(thread).getLast().getString("id");
        String params = "\"thread_id\":\"" + thread + "\",\"item_ids\":[\"" + item + "\"],\"kind\":\"positive\"";
        assertEquals("{}", chatKitTestClient.answer("items.feedback", params).toString());
    }

    @Test
    default void anOpportunityHasThreadsOfItsOwn() {
        var restTestClient = new RestTestClient(base());
        String mine = restTestClient.created("opportunities", "{\"name\":\"Mine\"}");
        String other = restTestClient.created("opportunities", "{\"name\":\"Other\"}");
        var within = ChatKitTestClient.within(base(), mine);
        String thread = within.begin("Inside");
        assertEquals(mine, restTestClient.get("threads/" + thread).text("opportunity_id"));
        String params = "\"thread_id\":\"" + thread + "\"";
        assertEquals(thread, within.answer("threads.get_by_id", params).getString("id"));
        assertEquals(
                thread,
                ChatKitTestClient.everything(base())
                        .answer("threads.get_by_id", params)
                        .getString("id"));
        var elsewhere = ChatKitTestClient.within(base(), other);
        elsewhere.ask("threads.get_by_id", params).expectProblem(404, "not-found");
        elsewhere
                .ask("threads.add_user_message", params + "," + ChatKitTestClient.input("Out of reach"))
                .expectProblem(404, "not-found");
        assertEquals(
                0, elsewhere.answer("threads.list", "").getJsonArray("data").size());
        assertEquals(1, within.answer("threads.list", "").getJsonArray("data").size());
        ChatKitTestClient.within(base(), "none").ask("threads.list", "").expectProblem(404, "not-found");
        ChatKitTestClient.within(base(), "none")
                .ask("threads.create", ChatKitTestClient.input("Nowhere"))
                .expectProblem(404, "not-found");
    }

    @Test
    default void aLockedThreadRefusesTurnsAndSaysWhy() {
        var restTestClient = new RestTestClient(base());
        var chatKitTestClient = ChatKitTestClient.everything(base());
        String thread = chatKitTestClient.begin("Soon locked");
        restTestClient
                .patch("threads/" + thread, "{\"status\":{\"type\":\"locked\",\"reason\":\"audit\"}}")
                .expect(200);
        List<JsonObject> events = chatKitTestClient.say(thread, "Still there?");
        assertEquals(List.of("error"), ChatKitTestClient.types(events));
        assertTrue(events.getFirst().getString("message").contains("audit"));
        assertFalse(events.getFirst().getBoolean("allow_retry"));
        assertEquals(2, chatKitTestClient.items(thread).size());
    }

    @Test
    default void whatTheThreadDoesNotWaitForIsRefusedBeforeTheStream() {
        var chatKitTestClient = ChatKitTestClient.everything(base());
        String thread = chatKitTestClient.begin("No tool was called");
        String at = "\"thread_id\":\"" + thread + "\"";
        String answer = chatKitTestClient.items(thread).getLast().getString("id");
        chatKitTestClient
                .ask("threads.add_client_tool_output", at + ",\"result\":1")
                .expectProblem(409, "wrong-state");
        chatKitTestClient
                .ask("threads.retry_after_item", at + ",\"item_id\":\"" + answer + "\"")
                .expectProblem(409, "wrong-state");
        chatKitTestClient
                .ask("threads.retry_after_item", at + ",\"item_id\":\"none\"")
                .expectProblem(404, "not-found");
        assertEquals(2, chatKitTestClient.items(thread).size());
    }

    @Test
    default void whoAcceptsOnlyStreamsIsAnsweredByADocumentAllTheSame() {
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
