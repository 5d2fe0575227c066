package ee.chatkit.responder.model;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import ee.chatkit.protocol.Preconditions;
import ee.chatkit.responder.FirstSentenceTitle;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.TitleRequest;
import ee.chatkit.telemetry.Telemetry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Generates titles with a language model, which reads the start of the first message and nothing else.
 *
 * <p>If the model fails, exceeds the timeout or answers with something that is no title, {@link FirstSentenceTitle}
 * generates one from the message. That class also truncates the model's titles, and adds the name of the client. A call
 * that exceeds the timeout is cancelled.
 */
public final class ModelTitleGenerator implements TitleGenerator {
    private static final System.Logger LOG = System.getLogger(ModelTitleGenerator.class.getName());

    private static final String INSTRUCTIONS =
            "Write a title for the conversation that begins with the user's message: two to six words, in the language"
                    + " of the message, without quotation marks. Do not answer the message. Write the title only.";

    /** How much of a message is sent to the model. */
    private static final int MAX_MESSAGE_CHARACTERS = 2000;

    /** A longer answer is no title. */
    private static final int MAX_ANSWER_CHARACTERS = 200;

    private static final Pattern LABEL =
            Pattern.compile("^(?:#+\\s*)?(?:title|titel|titre|título)\\s*:", Pattern.CASE_INSENSITIVE);
    private static final Pattern SURROUNDING_MARKS =
            Pattern.compile("^[\\s\\p{Pi}\\p{Pf}\"'`*_#„‚]+|[\\s\\p{Pi}\\p{Pf}\"'`*_.„‚]+$");

    private final FirstSentenceTitle fallback = new FirstSentenceTitle();
    private final StreamingChatModel model;
    private final ModelOptions.Timeouts timeouts;
    private final Telemetry telemetry;

    /**
     * Creates a generator.
     *
     * @param model the model
     * @param timeout of the whole call
     */
    public ModelTitleGenerator(StreamingChatModel model, Duration timeout) {
        this(model, timeout, Telemetry.off());
    }

    /** As {@link #ModelTitleGenerator(StreamingChatModel, Duration)}, with telemetry of the calls. */
    public ModelTitleGenerator(StreamingChatModel model, Duration timeout, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.model = model;
        this.timeouts = new ModelOptions.Timeouts(timeout, timeout);
    }

    @Override
    public Optional<String> title(TitleRequest request) {
        if (request.firstMessage().isBlank()) {
            return Optional.empty();
        }
        return askModel(request)
                .flatMap(title -> fallback.title(new TitleRequest(title, request.opportunity())))
                .or(() -> fallback.title(request));
    }

    private Optional<String> askModel(TitleRequest request) {
        ChatRequest question = request(request);
        var measured = ModelTelemetry.begin(telemetry, model, question, null);
        try (var call = ModelCall.start(model, question, timeouts, measured)) {
            return title(readAnswer(call));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (RuntimeException e) {
            log(e);
            return Optional.empty();
        }
    }

    private static void log(Throwable failure) {
        LOG.log(Level.WARNING, "Model returned no title: {0}", ProviderError.describe(failure));
    }

    private ChatRequest request(TitleRequest request) {
        var question = ChatRequest.builder()
                .messages(
                        SystemMessage.from(INSTRUCTIONS),
                        UserMessage.from(
                                PromptDelimiters.truncate(request.firstMessage().strip(), MAX_MESSAGE_CHARACTERS)));
        if (!model.defaultRequestParameters().toolSpecifications().isEmpty()) {
            question.toolChoice(ToolChoice.NONE);
        }
        return question.build();
    }

    private static String readAnswer(ModelCall call) throws InterruptedException {
        var text = new StringBuilder();
        while (text.length() <= MAX_ANSWER_CHARACTERS) {
            switch (call.next()) {
                case ModelCall.Signal.Text(String delta) -> text.append(delta);
                case ModelCall.Signal.Complete(var response) -> {
                    String whole = response.aiMessage().text();
                    return text.isEmpty() && whole != null ? whole : text.toString();
                }
                case ModelCall.Signal.Failed(Throwable cause) -> {
                    log(cause);
                    return "";
                }
                case ModelCall.Signal.Progress() -> {}
                case ModelCall.Signal.Cancelled() -> {}
            }
        }
        return text.toString();
    }

    /** Returns the title in an answer; empty if there is none. */
    private static Optional<String> title(String answer) {
        if (answer.length() > MAX_ANSWER_CHARACTERS) {
            return Optional.empty();
        }
        String line = answer.strip().replaceAll("\\s+", " ");
        String bare = SURROUNDING_MARKS.matcher(line).replaceAll("");
        String title =
                SURROUNDING_MARKS.matcher(LABEL.matcher(bare).replaceFirst("")).replaceAll("");
        return title.codePoints().anyMatch(Character::isLetterOrDigit)
                ? Optional.of(Preconditions.replaceInvalid(title))
                : Optional.empty();
    }
}
