package ee.chatkit.responder.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ToolChoice;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.responder.TitleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTitleGeneratorTest {
    private static final String MESSAGE = "What will the pier cost? And when?";
    private static final String FALLBACK = "What will the pier cost?";

    @BeforeAll
    static void warmUp() throws Exception {
        FakeProvider.warmUp();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Cost of the pier        | Cost of the pier",
                "\"Cost of the pier\".   | Cost of the pier",
                "**Cost of the pier**    | Cost of the pier",
                "Title: “Cost of a pier” | Cost of a pier",
                "# Title: Pier           | Pier",
                "„Kosten des Piers“      | Kosten des Piers",
                "~Cost of\n the pier\n~  | Cost of the pier",
                "Pier (east)             | Pier (east)",
                "桟橋の費用                | 桟橋の費用"
            })
    void answer_isStrippedOfLabelsAndQuotes(String answer, String title) {
        assertEquals(Optional.of(title), title(FakeStreamingChatModel.answering(answer)));
    }

    @Test
    void longTitle_isTruncatedAndPrecededByTheClient() {
        var details = new OpportunityDetails("Harbour bridge", "Acme", null, null, null);
        var opportunity = new Opportunity("opp_1", details, OpportunityStatus.ACTIVE, Instant.EPOCH, Instant.EPOCH);
        var generator =
                generator(FakeStreamingChatModel.answering("Cost of the pier " + "and more ".repeat(10)), 20_000);
        String title = generator.title(new TitleRequest(MESSAGE, opportunity)).orElseThrow();
        assertTrue(title.startsWith("Acme: Cost of the pier and more") && title.endsWith("…"), title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "\"\"", "...", "***"})
    void unusableAnswer_fallsBackToTheFirstSentence(String answer) {
        assertEquals(Optional.of(FALLBACK), title(FakeStreamingChatModel.answering(answer)));
    }

    @Test
    void overlongAnswer_isCancelledAndFallsBack() throws Exception {
        FakeStreamingChatModel model = FakeStreamingChatModel.scripted(reply -> {
            while (!reply.isCancelled()) {
                reply.delta("The pier will cost two million. ");
            }
        });
        assertEquals(Optional.of(FALLBACK), title(model));
        assertTrue(model.cancelled.await(20, TimeUnit.SECONDS));
    }

    @Test
    void failingModel_fallsBackToTheFirstSentence() {
        assertEquals(
                Optional.of(FALLBACK),
                title(FakeStreamingChatModel.scripted(reply -> reply.fail(new IllegalStateException("sk-secret")))));
    }

    @Test
    void slowModel_isDisconnectedAndFallsBack() throws Exception {
        try (var provider = FakeProvider.scripted(FakeProvider.Exchange::awaitDisconnect)) {
            var generator = generator(OpenAiModelFactory.model(provider.url(), null, "small"), 1000);
            assertEquals(Optional.of(FALLBACK), generator.title(new TitleRequest(MESSAGE, null)));
            assertTrue(provider.awaitDisconnect(), "the connection is closed");
        }
    }

    @Test
    void interruptedCaller_fallsBackAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertEquals(Optional.of(FALLBACK), title(FakeStreamingChatModel.scripted(reply -> {})));
        assertTrue(Thread.interrupted());
    }

    @Test
    void request_containsTheStartOfTheMessageAndNoTools() throws Exception {
        FakeStreamingChatModel model =
                FakeStreamingChatModel.withTool("open_map", reply -> reply.delta("x".repeat(500)));
        generator(model, 20_000).title(new TitleRequest("Pier ".repeat(10_000), null));
        var request = model.requests.poll(20, TimeUnit.SECONDS);
        assertEquals(ToolChoice.NONE, request.toolChoice());
        var message = assertInstanceOf(UserMessage.class, request.messages().getLast());
        assertEquals(2001, message.singleText().length());
    }

    @Test
    void blankMessage_doesNotCallTheModel() {
        FakeStreamingChatModel model = FakeStreamingChatModel.answering("Nothing");
        assertEquals(Optional.empty(), generator(model, 20_000).title(new TitleRequest(" \n", null)));
        assertTrue(model.requests.isEmpty());
    }

    private static Optional<String> title(StreamingChatModel model) {
        return generator(model, 20_000).title(new TitleRequest(MESSAGE, null));
    }

    private static ModelTitleGenerator generator(StreamingChatModel model, long millis) {
        return new ModelTitleGenerator(model, Duration.ofMillis(millis));
    }
}
