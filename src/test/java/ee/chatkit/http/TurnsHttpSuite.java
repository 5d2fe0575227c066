package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.chat.ReferenceReplay;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Turns of the probe responder over HTTP. */
public interface TurnsHttpSuite {
    /** More than a server has worker threads. */
    int MANY = 64;

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void responses_matchReferenceServer() throws IOException {
        new ReferenceReplay(new ReferenceReplayHttpSuite(base())).run();
    }

    @Test
    default void events_areFlushedImmediately() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("Once more, slowly");
        try (var stream = chat.openStream(
                "threads.add_user_message", "\"thread_id\":\"" + thread + "\"," + pacedMessage(5, 400))) {
            List<Long> delays = new ArrayList<>();
            for (JsonObject event = stream.next(); event != null; event = stream.next()) {
                if (event.containsKey("update") && event.getJsonObject("update").containsKey("delta")) {
                    long sent = Long.parseLong(
                            event.getJsonObject("update").getString("delta").strip());
                    delays.add(System.currentTimeMillis() - sent);
                }
            }
            assertEquals(5, delays.size());
            // with buffering, the first event would arrive 1600 ms late
            assertTrue(delays.getFirst() < 1200, () -> "delays of " + delays + " ms");
        }
    }

    @Test
    default void clientToolOutput_continuesTurn() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("/probe tool");
        assertEquals("client_tool_call", chat.items(thread).getLast().getString("type"));
        List<JsonObject> events = chat.events(
                "threads.add_client_tool_output", "\"thread_id\":\"" + thread + "\",\"result\":{\"color\":null}");
        assertEquals("stream_options", events.getFirst().getString("type"));
        JsonObject call = chat.items(thread).get(1);
        assertEquals("completed", call.getString("status"));
        assertEquals("{\"color\":null}", call.get("output").toString());
    }

    @Test
    default void unansweredClientToolCall_doesNotBlockThread() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("/probe tool");
        List<JsonObject> events = chat.sendMessage(thread, "Never mind");
        assertEquals("assistant_message", events.getLast().getJsonObject("item").getString("type"));
    }

    @Test
    default void hiddenItems_areNeverExposed() {
        var chat = ChatKitTestClient.unscoped(base());
        var rest = new RestTestClient(base());
        List<JsonObject> events = chat.events("threads.create", ChatKitTestClient.input("/probe hidden"));
        assertFalse(events.toString().contains("secret"));
        String thread = events.getFirst().getJsonObject("thread").getString("id");
        assertEquals(List.of("user_message", "assistant_message"), ChatKitTestClient.types(chat.items(thread)));
        assertFalse(rest.get("threads/" + thread + "/items").expect(200).body().contains("secret"));
        for (int n = 0; n < 4; n++) {
            chat.sendMessage(thread, "/probe hidden");
        }
        JsonObject page = chat.document("items.list", "\"thread_id\":\"" + thread + "\",\"limit\":10");
        assertEquals(10, page.getJsonArray("data").size(), "a page is full although items are hidden");
        assertFalse(page.getBoolean("has_more"));
    }

    @Test
    default void clientDisconnect_cancelsTurnAndKeepsPartialAnswer() {
        var chat = ChatKitTestClient.unscoped(base());
        int before = cancelled(chat);
        String thread = chat.createThread("First");
        try (var stream = chat.openStream(
                "threads.add_user_message", "\"thread_id\":\"" + thread + "\"," + pacedMessage(200, 50))) {
            JsonObject update = stream.next("thread.item.updated");
            assertFalse(update.isEmpty());
            stream.next("thread.item.updated");
            stream.next("thread.item.updated");
        }
        await(() -> chat.items(thread).size() == 4, "the partial answer is stored");
        JsonObject partial = chat.items(thread).getLast();
        assertEquals("assistant_message", partial.getString("type"));
        assertFalse(partial.getJsonArray("content")
                .getJsonObject(0)
                .getString("text")
                .isBlank());
        await(() -> cancelled(chat) > before, "the responder is cancelled");
        List<JsonObject> events = chat.sendMessage(thread, "Go on");
        assertEquals("thread.item.done", events.getLast().getString("type"));
    }

    @Test
    default void concurrentTurnsOnOneThread_allComplete() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("Begin");
        List<Callable<List<JsonObject>>> turns = new ArrayList<>();
        for (int n = 0; n < MANY; n++) {
            String text = "Message " + n;
            turns.add(() -> chat.sendMessage(thread, text));
        }
        Set<String> answered = new HashSet<>();
        for (List<JsonObject> events : all(turns)) {
            String said = text(events.getFirst().getJsonObject("item"));
            assertEquals("You said: " + said, text(events.getLast().getJsonObject("item")));
            answered.add(said);
        }
        assertEquals(MANY, answered.size());
        JsonObject page = new RestTestClient(base())
                .get("threads/" + thread + "/items?limit=100")
                .expect(200)
                .json();
        assertEquals(100, page.getJsonArray("data").size());
        assertTrue(page.getBoolean("has_more"));
    }

    @Test
    default void waitingTurns_occupyNoServerWorker() {
        var chat = ChatKitTestClient.unscoped(base());
        List<EventStreamReader> waiting = new ArrayList<>();
        try {
            for (int n = 0; n < MANY; n++) {
                waiting.add(chat.openStream("threads.create", pacedMessage(1, 20_000)));
            }
            long begin = System.nanoTime();
            new RestTestClient(base()).get("threads").expect(200);
            chat.createThread("Meanwhile");
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, () -> "waited " + took);
        } finally {
            waiting.forEach(EventStreamReader::close);
        }
    }

    private static <T> List<T> all(List<Callable<T>> tasks) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String pacedMessage(int count, int millis) {
        return ChatKitTestClient.input("/pace " + count + " " + millis);
    }

    private static int cancelled(ChatKitTestClient chat) {
        return Integer.parseInt(text(chat.items(chat.createThread("/cancelled")).getLast()));
    }

    private static String text(JsonObject item) {
        return item.getJsonArray("content").getJsonObject(0).getString("text");
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "within 30 s: " + what);
            Thread.onSpinWait();
        }
    }
}
