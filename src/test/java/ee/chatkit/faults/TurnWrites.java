package ee.chatkit.faults;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Turns of the ChatKit protocol, answered by the echo responder. What an event reports as created or done is acknowledged, also
 * when the stream breaks off afterwards.
 */
final class TurnWrites {
    private static final String ECHO = "You said: ";

    private final WriterSession session;
    private final WriteLedger ledger;

    TurnWrites(WriterSession session) {
        this.session = session;
        this.ledger = session.ledger();
    }

    /** Creates a thread by its first message. Returns it, or empty if its creation was not acknowledged. */
    Optional<WritableThread> createThread() {
        var thread = ledger.beginCreation(WrittenType.THREAD, null, null, WrittenResource.ANY);
        List<JsonObject> events = send(thread, Optional.empty());
        return events.stream()
                .filter(event -> event.getString("type").equals("thread.created"))
                .findFirst()
                .map(event -> new WritableThread(thread));
    }

    /** Sends a message, with a file if one is given. */
    void sendMessage(WritableThread to, Optional<WrittenResource> attachment) {
        send(to.thread(), attachment.map(WrittenResource::requireId));
    }

    private List<JsonObject> send(WrittenResource thread, Optional<String> attachmentId) {
        String text = session.uniqueText();
        var message =
                ledger.beginCreation(WrittenType.ITEM, thread, null, Requests.itemContent(Requests.USER_MESSAGE, text));
        var answer = ledger.beginAnswer(thread, Requests.itemContent(Requests.ASSISTANT_MESSAGE, ECHO + text));
        byte[] body = Requests.turn(thread.id(), text, attachmentId);
        Optional<Reply> reply = session.random().nextBoolean()
                ? session.sendKeyed("chatkit", body, Requests.JSON)
                : session.send("POST", "chatkit", body, Requests.JSON);
        List<JsonObject> events = reply.filter(stream -> stream.status() == 200)
                .map(Reply::events)
                .orElse(List.of());
        for (JsonObject event : events) {
            switch (event.getString("type")) {
                case "thread.created" ->
                    ledger.acknowledgeCreation(
                            thread, event.getJsonObject("thread").getString("id"));
                case "thread.item.done" -> acknowledge(event.getJsonObject("item"), message, answer);
                case "error" -> {
                    ledger.leaveOpen();
                    beginningOfAnswer(events).ifPresent(answer::acknowledgeBeginning);
                }
                default -> {} // is not stored
            }
        }
        return events;
    }

    private void acknowledge(JsonObject item, WrittenResource message, WrittenResource answer) {
        boolean isMessage = item.getString("type").equals(Requests.USER_MESSAGE);
        ledger.acknowledgeCreation(isMessage ? message : answer, item.getString("id"));
    }

    /** Of an interrupted turn that is repeated: what there is of the answer, followed by an error. */
    private static Optional<String> beginningOfAnswer(List<JsonObject> events) {
        return events.stream()
                .filter(event -> event.getString("type").equals("thread.item.done"))
                .map(event -> Requests.itemContent(event.getJsonObject("item")))
                .filter(content -> content.startsWith(Requests.itemContent(Requests.ASSISTANT_MESSAGE, "")))
                .findFirst();
    }
}
