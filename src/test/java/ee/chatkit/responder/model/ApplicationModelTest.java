package ee.chatkit.responder.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.responder.Turn;
import ee.chatkit.responder.TurnCancelledException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The responder with a model of an application. */
class ApplicationModelTest {
    private final ResponderFixture thread = new ResponderFixture();

    @Test
    void modelWithoutStreaming_isAnsweredFromTheCompleteResponse() throws Exception {
        respond(FakeStreamingChatModel.scripted(reply -> reply.complete(AiMessage.from("All at once."))));
        assertEquals(List.of(AssistantMessage.of("All at once.")), thread.doneItems());
    }

    @Test
    void disconnect_cancelsTheModelCall() throws Exception {
        thread.onFirstDelta(thread::cancel);
        FakeStreamingChatModel model = FakeStreamingChatModel.scripted(reply -> reply.delta("Half of"));
        assertThrows(TurnCancelledException.class, () -> respond(model));
        assertTrue(model.cancelled.await(20, TimeUnit.SECONDS));
    }

    @Test
    void disconnectBeforeTheFirstDelta_doesNotWaitForTheModel() throws Exception {
        var silence = new CountDownLatch(1);
        FakeStreamingChatModel model = FakeStreamingChatModel.scripted(reply -> {
            thread.cancel();
            await(silence);
            reply.delta("Too late.");
        });
        assertThrows(TurnCancelledException.class, () -> respond(model));
        silence.countDown();
        assertTrue(model.cancelled.await(20, TimeUnit.SECONDS), "cancelled with its first delta");
        assertTrue(thread.events.isEmpty());
    }

    @Test
    void modelThatThrows_failsTheTurn() {
        StreamingChatModel model = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                throw new UnsupportedFeatureException("no images in " + request);
            }
        };
        var failure = assertThrows(ResponderException.class, () -> respond(model));
        assertFalse(failure.allowRetry());
        assertTrue(failure.userMessage().contains("cannot read"), failure.userMessage());
    }

    @Test
    void unknownException_allowsRetryAndHidesItsMessage() {
        var failure = assertThrows(
                ResponderException.class,
                () -> respond(
                        FakeStreamingChatModel.scripted(reply -> reply.fail(new IllegalStateException("sk-secret")))));
        assertTrue(failure.allowRetry());
        assertFalse(failure.userMessage().contains("sk-"), failure.userMessage());
    }

    @Test
    void chosenTool_isRequiredAndSentAsAClientToolCall() throws Exception {
        var call = ToolExecutionRequest.builder()
                .id("call_7")
                .name("open_map")
                .arguments("{\"pier\":1}")
                .build();
        FakeStreamingChatModel model = FakeStreamingChatModel.withTool("open_map", reply -> {
            reply.delta("Let me look.");
            reply.complete(AiMessage.from("Let me look.", List.of(call)));
        });
        respond(model, thread.turn(ResponderFixture.userMessage("Where?", new InferenceOptions("open_map", null))));
        assertEquals(ToolChoice.REQUIRED, model.requests.element().toolChoice());
        assertEquals(
                List.of(
                        AssistantMessage.of("Let me look."),
                        ClientToolCall.pending("call_7", "open_map", new RawJson("{\"pier\":1}"))),
                thread.doneItems());
    }

    @Test
    void malformedToolArguments_failTheTurn() {
        var call = ToolExecutionRequest.builder()
                .id("call_7")
                .name("open_map")
                .arguments("{\"pier\":")
                .build();
        var failure = assertThrows(
                ResponderException.class,
                () -> respond(
                        FakeStreamingChatModel.withTool("open_map", reply -> reply.complete(AiMessage.from(call)))));
        assertTrue(failure.allowRetry());
    }

    @Test
    void turnAfterAToolOutput_needsNoUserMessage() throws Exception {
        thread.add(ResponderFixture.userMessage("Where?"));
        thread.add(ClientToolCall.pending("call_7", "open_map", RawJson.EMPTY_OBJECT)
                .completed(new RawJson("\"there\"")));
        FakeStreamingChatModel model = FakeStreamingChatModel.answering("There.");
        respond(model, thread.turn((Item) null));
        assertInstanceOf(ToolExecutionResultMessage.class, model.lastMessage());
        assertEquals(List.of(AssistantMessage.of("There.")), thread.doneItems());
    }

    private void respond(StreamingChatModel model) throws InterruptedException {
        respond(model, thread.turn("Hello"));
    }

    private void respond(StreamingChatModel model, Turn turn) throws InterruptedException {
        new ModelResponder(model, ResponderFixture.OPTIONS, AttachmentReader.NONE).respond(turn, thread);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
