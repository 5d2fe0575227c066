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
import ee.chatkit.protocol.Json;
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
class OwnModelTest {
    private final Rig rig = new Rig();

    @Test
    void aModelThatDoesNotStreamIsHeardAsAWhole() throws Exception {
        respond(FakeModel.that(saying -> saying.complete(AiMessage.from("All at once."))));
        assertEquals(List.of(AssistantMessage.of("All at once.")), rig.done());
    }

    @Test
    void itsCallIsEndedWhenTheClientLeaves() throws Exception {
        rig.atFirstDelta(rig::cancel);
        FakeModel model = FakeModel.that(saying -> saying.piece("Half of"));
        assertThrows(TurnCancelledException.class, () -> respond(model));
        assertTrue(model.cancelled.await(20, TimeUnit.SECONDS));
    }

    @Test
    void aTurnDoesNotWaitForAModelThatCannotBeEndedYet() throws Exception {
        var silence = new CountDownLatch(1);
        FakeModel model = FakeModel.that(saying -> {
            rig.cancel();
            await(silence);
            saying.piece("Too late.");
        });
        assertThrows(TurnCancelledException.class, () -> respond(model));
        silence.countDown();
        assertTrue(model.cancelled.await(20, TimeUnit.SECONDS), "ended with its first word");
        assertTrue(rig.events.isEmpty());
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
                () -> respond(FakeModel.that(saying -> saying.fail(new IllegalStateException("sk-secret")))));
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
        FakeModel model = FakeModel.withTool("open_map", saying -> {
            saying.piece("Let me look.");
            saying.complete(AiMessage.from("Let me look.", List.of(call)));
        });
        respond(model, rig.turn(Rig.words("Where?", new InferenceOptions("open_map", null))));
        assertEquals(ToolChoice.REQUIRED, model.requests.element().toolChoice());
        assertEquals(
                List.of(
                        AssistantMessage.of("Let me look."),
                        ClientToolCall.pending("call_7", "open_map", new Json("{\"pier\":1}"))),
                rig.done());
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
                () -> respond(FakeModel.withTool("open_map", saying -> saying.complete(AiMessage.from(call)))));
        assertTrue(failure.allowRetry());
    }

    @Test
    void theAnswerToAToolsOutputNeedsNoMessage() throws Exception {
        rig.add(Rig.words("Where?"));
        rig.add(ClientToolCall.pending("call_7", "open_map", Json.EMPTY_OBJECT).completed(new Json("\"there\"")));
        FakeModel model = FakeModel.saying("There.");
        respond(model, rig.turn((Item) null));
        assertInstanceOf(ToolExecutionResultMessage.class, model.asked());
        assertEquals(List.of(AssistantMessage.of("There.")), rig.done());
    }

    private void respond(StreamingChatModel model) throws InterruptedException {
        respond(model, rig.turn("Hello"));
    }

    private void respond(StreamingChatModel model, Turn turn) throws InterruptedException {
        new ModelResponder(model, Rig.OPTIONS, AttachmentReader.NONE).respond(turn, rig);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
