package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent.ClientEffect;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemRemoved;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemReplaced;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.event.ThreadStreamEvent.Level;
import ee.chatkit.protocol.event.ThreadStreamEvent.Notice;
import ee.chatkit.protocol.event.ThreadStreamEvent.ProgressUpdate;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import ee.chatkit.protocol.item.Source;
import ee.chatkit.protocol.item.StructuredInput;
import ee.chatkit.protocol.item.StructuredInputStatus;
import ee.chatkit.protocol.item.Task;
import ee.chatkit.protocol.item.UserContent;
import ee.chatkit.protocol.item.Workflow;
import ee.chatkit.protocol.request.Action;
import ee.chatkit.responder.AudioRecording;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.responder.Turn;
import ee.chatkit.responder.echo.EchoResponder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers like the responder of the recorded reference: {@code /probe NAME}, or an echo. */
final class ProbeResponder implements Responder {
    private static final String PROBE = "/probe ";
    private static final String CARD =
            "{\"type\":\"Card\",\"children\":[{\"id\":\"t\",\"type\":\"Text\",\"value\":\"Hello\"}]}";

    private final EchoResponder echo = new EchoResponder();

    @Override
    public void respond(Turn turn, EventSink sink) {
        if (turn.message() != null
                && turn.message().content() instanceof UserMessage userMessage
                && userMessage.content().getFirst() instanceof UserContent.Text(String text)
                && text.startsWith(PROBE)) {
            probe(text.substring(PROBE.length()), turn, sink);
        } else {
            echo.respond(turn, sink);
        }
    }

    private static void probe(String name, Turn turn, EventSink sink) {
        switch (name) {
            case "custom_error" -> throw new ResponderException("probe custom message", true);
            case "error" -> {
                sink.send(new ProgressUpdate(null, "about to fail"));
                throw new IllegalStateException("broken");
            }
            case "hidden" -> {
                sendDone(new ItemContent.HiddenContext(new RawJson("\"secret\"")), turn, sink);
                sendDone(AssistantMessage.of("nothing to see"), turn, sink);
            }
            case "lock" -> {
                turn.context().updateThread(thread -> thread.withStatus(new ThreadStatus.Locked("probe")));
                sendDone(AssistantMessage.of("locked"), turn, sink);
            }
            case "meta" -> {
                turn.context().updateThread(thread -> thread.withMetadata("{\"secret\":1}"));
                sendDone(AssistantMessage.of("meta set"), turn, sink);
            }
            case "remove" -> {
                Item item = sendDone(AssistantMessage.of("to be removed"), turn, sink);
                sink.send(new ItemRemoved(item.id()));
                sendDone(AssistantMessage.of("removed it"), turn, sink);
            }
            case "replace" -> {
                Item item = sendDone(AssistantMessage.of("before"), turn, sink);
                sink.send(new ItemReplaced(item.withContent(AssistantMessage.of("after"))));
            }
            default -> items(name, turn, sink);
        }
    }

    private static void items(String name, Turn turn, EventSink sink) {
        switch (name) {
            case "misc" -> misc(turn, sink);
            case "structured" -> sendDone(questions(), turn, sink);
            case "tool" ->
                sendDone(
                        ItemContent.ClientToolCall.pending(
                                "call_1", "get_color", new RawJson("{\"a\":1,\"n\":null,\"deep\":{\"x\":[1,null]}}")),
                        turn,
                        sink);
            case "widget" -> sendDone(new ItemContent.Widget(new RawJson(CARD), "Hello"), turn, sink);
            case "workflow" -> workflow(turn, sink);
            default -> throw new IllegalArgumentException(name);
        }
    }

    static ItemContent.StructuredInputItem questions() {
        return new ItemContent.StructuredInputItem(
                StructuredInputStatus.PENDING,
                List.of(
                        new StructuredInput.MultipleChoice(
                                "q1",
                                "Colour?",
                                List.of(new StructuredInput.Option("red"), new StructuredInput.Option("blue")),
                                false,
                                null),
                        new StructuredInput.Freeform("q2", "Why?", null, null)));
    }

    private static void misc(Turn turn, EventSink sink) {
        sink.send(new ProgressUpdate("search", "working"));
        sink.send(new Notice(Level.INFO, "note", "t"));
        sink.send(new ClientEffect("fx", new RawJson("{\"a\":1,\"none\":null}")));
        var sources = List.of(
                new Annotation(new Source.Url(about("T"), "https://example.com/a", null), 3),
                new Annotation(new Source.File(about("F"), "f.txt"), null));
        sendDone(new AssistantMessage(List.of(new AssistantContent("see source", sources))), turn, sink);
        sendDone(new ItemContent.GeneratedImageItem(new GeneratedImage("i", "https://example.com/i.png")), turn, sink);
        sendDone(new ItemContent.EndOfTurn(), turn, sink);
    }

    private static void workflow(Turn turn, EventSink sink) {
        var empty = new Workflow(Workflow.Kind.CUSTOM, List.of(), null, false);
        Item item = turn.context().newItem(new ItemContent.WorkflowItem(empty));
        sink.send(new ItemAdded(item));
        sink.send(new ItemUpdated(item.id(), new ThreadItemUpdate.WorkflowTaskAdded(0, step(Task.Indicator.LOADING))));
        Task complete = step(Task.Indicator.COMPLETE);
        sink.send(new ItemUpdated(item.id(), new ThreadItemUpdate.WorkflowTaskUpdated(0, complete)));
        var summary = new Workflow.Summary.Titled("done", null);
        sink.send(new ItemDone(item.withContent(
                new ItemContent.WorkflowItem(new Workflow(Workflow.Kind.CUSTOM, List.of(complete), summary, false)))));
    }

    private static Task step(Task.Indicator indicator) {
        return new Task.Custom(indicator, "step", null, null);
    }

    private static Source.SourceInfo about(String title) {
        return new Source.SourceInfo(title, null, null, null);
    }

    static Item sendDone(ItemContent content, Turn turn, EventSink sink) {
        Item item = turn.context().newItem(content);
        sink.send(new ItemDone(item));
        return item;
    }

    @Override
    public void action(Turn turn, Action action, @Nullable Item sender, EventSink sink) {
        String payload = action.payload().text().replaceAll("\\s", "").replace(":", ": ");
        String text = "action " + action.type() + " " + payload + " sender=" + (sender == null ? "" : sender.id());
        Item item = turn.context().newItem(new AssistantMessage(List.of()));
        sink.send(new ItemAdded(item));
        sink.send(new ItemUpdated(item.id(), new ThreadItemUpdate.ContentPartAdded(0, AssistantContent.of(""))));
        sink.send(new ItemUpdated(item.id(), new ThreadItemUpdate.TextDelta(0, text)));
        sink.send(new ItemUpdated(item.id(), new ThreadItemUpdate.ContentPartDone(0, AssistantContent.of(text))));
        sink.send(new ItemDone(item.withContent(AssistantMessage.of(text))));
    }

    @Override
    public Optional<Item> syncAction(Turn turn, Action action, @Nullable Item sender) {
        return Optional.ofNullable(sender)
                .map(item -> item.withContent(new ItemContent.Widget(new RawJson(CARD), "sync " + action.type())));
    }

    @Override
    public String transcribe(Caller caller, AudioRecording audioRecording) {
        return audioRecording.mediaType() + " " + audioRecording.audio().length + " bytes";
    }
}
