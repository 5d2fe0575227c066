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

/** With a model that an application brings. */
class ApplicationModelTest {
    private final ResponderFixture responderFixture = new ResponderFixture();

    @Test
    void aModelThatDoesNotStreamIsHeardAsAWhole() throws Exception {
        respond(FakeStreamingChatModel.that(saying -> saying.complete(AiMessage.from("All at once."))));
        assertEquals(List.of(AssistantMessage.of("All at once.")), responderFixture.done());
    }

    @Test
    void itsCallIsEndedWhenTheClientLeaves() throws Exception {
        responderFixture.atFirstDelta(responderFixture::cancel);
        FakeStreamingChatModel model = FakeStreamingChatModel.that(saying -> saying.piece("Half of"));
        assertThrows(TurnCancelledException.class, () -> respond(model));
        assertTrue(model.cancelled.await(20, TimeUnit.SECONDS));
    }

    @Test
    void aTurnDoesNotWaitForAModelThatCannotBeEndedYet() throws Exception {
        var silence = new CountDownLatch(1);
        FakeStreamingChatModel model = FakeStreamingChatModel.that(saying -> {
            responderFixture.cancel();
            await(silence);
            saying.piece("Too late.");
        });
        assertThrows(TurnCancelledException.class, () -> respond(model));
        silence.countDown();
        assertTrue(model.cancelled.await(20, TimeUnit.SECONDS), "ended with its first word");
        assertTrue(responderFixture.events.isEmpty());
    }

    @Test
    void aModelThatThrowsInsteadOfAnsweringIsAFailure() {
        StreamingChatModel model = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                throw new UnsupportedFeatureException("no images, says " + request);
            }
        };
        var failure = assertThrows(ResponderException.class, () -> respond(model));
        assertFalse(failure.allowRetry());
        assertTrue(failure.userMessage().contains("cannot read"), failure.userMessage());
    }

    @Test
    void anExceptionThatNobodyKnowsCanBeTriedAgain() {
        var failure = assertThrows(
                ResponderException.class,
                () -> respond(
                        FakeStreamingChatModel.that(saying -> saying.fail(new IllegalStateException("sk-secret")))));
        assertTrue(failure.allowRetry());
        assertFalse(failure.userMessage().contains("sk-"), failure.userMessage());
    }

    @Test
    void aToolThatTheModelKnowsCanBeChosenAndIsRunByTheClient() throws Exception {
        var call = ToolExecutionRequest.builder()
                .id("call_7")
                .name("open_map")
                .arguments("{\"pier\":1}")
                .build();
        FakeStreamingChatModel model = FakeStreamingChatModel.withTool("open_map", saying -> {
            saying.piece("Let me look.");
            saying.complete(AiMessage.from("Let me look.", List.of(call)));
        });
        respond(model, responderFixture.turn(ResponderFixture.words("Where?", new InferenceOptions("open_map", null))));
        assertEquals(ToolChoice.REQUIRED, model.requests.element().toolChoice());
        assertEquals(
                List.of(
                        AssistantMessage.of("Let me look."),
                        ClientToolCall.pending("call_7", "open_map", new RawJson("{\"pier\":1}"))),
                responderFixture.done());
    }

    @Test
    void argumentsOfAToolThatAreNoObjectAreAFailure() {
        var call = ToolExecutionRequest.builder()
                .id("call_7")
                .name("open_map")
                .arguments("{\"pier\":")
                .build();
        var failure = assertThrows(
                ResponderException.class,
                () -> respond(
                        FakeStreamingChatModel.withTool("open_map", saying -> saying.complete(AiMessage.from(call)))));
        assertTrue(failure.allowRetry());
    }

    @Test
    void theAnswerToAToolsOutputNeedsNoMessage() throws Exception {
        responderFixture.add(ResponderFixture.words("Where?"));
        responderFixture.add(ClientToolCall.pending("call_7", "open_map", RawJson.EMPTY_OBJECT)
                .completed(new RawJson("\"there\"")));
        FakeStreamingChatModel model = FakeStreamingChatModel.saying("There.");
        respond(model, responderFixture.turn((Item) null));
        assertInstanceOf(ToolExecutionResultMessage.class, model.asked());
        assertEquals(List.of(AssistantMessage.of("There.")), responderFixture.done());
    }

    private void respond(StreamingChatModel model) throws InterruptedException {
        respond(model, responderFixture.turn("Hello"));
    }

    private void respond(StreamingChatModel model, Turn turn) throws InterruptedException {
        new ModelResponder(model, ResponderFixture.OPTIONS, AttachmentReader.NONE).respond(turn, responderFixture);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
