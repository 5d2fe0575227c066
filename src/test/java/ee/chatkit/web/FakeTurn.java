package ee.chatkit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A turn that a fake server is answering with: what is written arrives at the browser at once. */
public final class FakeTurn {
    private final FakeProtocol protocol;
    /** The body of the response; null if the turn goes on without it. */
    private final OutputStream out;
    /** What the turn is written to; null if that is the response. */
    private final FakeTurns.Journal journal;
    /** The request that the turn answers, and the ID of its thread. */
    final FakeChatKitServer.Request request;

    final String threadId;

    /** What a turn does. */
    @FunctionalInterface
    public interface Script {
        void run(FakeTurn turn) throws IOException;
    }

    /** Thrown by {@link #breakOff}. The web server closes the connection for it, and the last chunk of the response is missing. */
    static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1L;
    }

    FakeTurn(FakeProtocol protocol, FakeChatKitServer.Request request, String threadId, HttpExchange exchange)
            throws IOException {
        this.protocol = protocol;
        this.request = request;
        this.threadId = threadId;
        journal = null;
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        out = exchange.getResponseBody();
    }

    FakeTurn(FakeProtocol protocol, FakeChatKitServer.Request request, String threadId, FakeTurns.Journal journal) {
        this.protocol = protocol;
        this.request = request;
        this.threadId = threadId;
        this.journal = journal;
        out = null;
    }

    void run(Script script) throws IOException {
        script.run(this);
        if (out == null) {
            journal.end();
        } else {
            out.close();
        }
    }

    /** Sends an event. */
    void event(JsonObject event) throws IOException {
        if (out == null) {
            journal.append(event);
        } else {
            raw("data: " + event + "\n\n");
        }
    }

    /** Sends an event, given as JSON. Apostrophes may stand for quotation marks. */
    void event(String json) throws IOException {
        event(FakeProtocol.json(json));
    }

    /** Sends bytes as they are. */
    void raw(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    /** Says something as an assistant's message that arrives in pieces. Returns the item's ID. */
    String say(String... pieces) throws IOException {
        return say(List.of(pieces));
    }

    /** As {@link #say(String...)}, with pieces that are sent as they come. */
    public String say(Iterable<String> pieces) throws IOException {
        JsonObject item = protocol.newItem(threadId, FakeProtocol.json("{'type': 'assistant_message', 'content': []}"));
        String id = item.getString("id");
        event(Json.createObjectBuilder()
                .add("type", "thread.item.added")
                .add("item", item)
                .build());
        update(
                id,
                "{'type': 'assistant_message.content_part.added', 'content_index': 0,"
                        + " 'content': {'type': 'output_text', 'text': '', 'annotations': []}}");
        StringBuilder text = new StringBuilder();
        for (String piece : pieces) {
            delta(id, piece);
            text.append(piece);
        }
        JsonObject content = FakeProtocol.outputText(text.toString());
        update(
                id,
                Json.createObjectBuilder()
                        .add("type", "assistant_message.content_part.done")
                        .add("content_index", 0)
                        .add("content", content)
                        .build());
        done(Json.createObjectBuilder(item)
                .add("content", Json.createArrayBuilder().add(content))
                .build());
        return id;
    }

    /** Adds text to the first part of an assistant's message. */
    void delta(String itemId, String text) throws IOException {
        update(
                itemId,
                Json.createObjectBuilder()
                        .add("type", "assistant_message.content_part.text_delta")
                        .add("content_index", 0)
                        .add("delta", text)
                        .build());
    }

    /** Streams a message and leaves it unfinished: one half, and the other one when the latch is open. */
    void sayInHalves(String first, CountDownLatch goOn, String second) throws IOException {
        String id = begin("{'type': 'assistant_message', 'content': []}");
        delta(id, first);
        await(goOn);
        delta(id, second);
    }

    /** Begins an item, which gets an ID, a time and the thread if it has none. Returns its ID. */
    String begin(String json) throws IOException {
        JsonObject item = protocol.newItem(threadId, FakeProtocol.json(json));
        event(Json.createObjectBuilder()
                .add("type", "thread.item.added")
                .add("item", item)
                .build());
        return item.getString("id");
    }

    void update(String itemId, String json) throws IOException {
        update(itemId, FakeProtocol.json(json));
    }

    void update(String itemId, JsonObject update) throws IOException {
        event(Json.createObjectBuilder()
                .add("type", "thread.item.updated")
                .add("item_id", itemId)
                .add("update", update)
                .build());
    }

    /** Adds a whole item, given as JSON, to the thread. Returns its ID. */
    String item(String json) throws IOException {
        JsonObject item = protocol.newItem(threadId, FakeProtocol.json(json));
        done(item);
        return item.getString("id");
    }

    /** Adds an item to the thread, or replaces the one that has its ID. */
    void done(JsonObject item) throws IOException {
        protocol.store(threadId, item);
        event(Json.createObjectBuilder()
                .add("type", "thread.item.done")
                .add("item", item)
                .build());
    }

    /** Changes members of the thread and tells so. */
    void updateThread(String name, JsonValue value) throws IOException {
        JsonObject thread = protocol.changeThread(threadId, name, value);
        event(Json.createObjectBuilder()
                .add("type", "thread.updated")
                .add("thread", thread)
                .build());
    }

    void pause(long milliseconds) throws IOException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Waits until the test says so. */
    void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("The test has not said to go on");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Closes the connection in the middle of the response; the turn goes on. */
    void tear() throws IOException {
        journal.disconnect(true);
    }

    /** Ends the response as a proxy does, as if it were complete; the turn goes on. */
    void cut() throws IOException {
        journal.disconnect(false);
    }

    /** Waits until the turn is cancelled. */
    void awaitCancel() throws IOException {
        journal.awaitCancel();
    }

    /** Sends comments until the browser has closed the connection. */
    void awaitDisconnect() throws IOException {
        while (true) {
            raw(": waiting\n\n");
            pause(20);
        }
    }

    /** Closes the connection in the middle of the response. A script that just returns ends the response as it should be. */
    @SuppressWarnings("DoNotCallSuggester") // scripts may stand for faults in their middle
    void breakOff() throws IOException {
        throw new BrokenOff();
    }
}
