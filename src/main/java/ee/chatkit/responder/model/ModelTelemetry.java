package ee.chatkit.responder.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.SpanAttribute;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.telemetry.TelemetrySpan;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Span and metrics of one call of a model, by OpenTelemetry's conventions for generative AI. Contents of messages are not
 * recorded. Only the first end counts.
 */
final class ModelTelemetry {
    private static final String CHAT = "chat";
    private static final double NANOS = 1e9;

    private final Telemetry telemetry;
    private final String provider;
    private final @Nullable String model;
    private final TelemetrySpan span;
    private final long begin = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    private ModelTelemetry(Telemetry telemetry, String provider, @Nullable String model) {
        this.telemetry = telemetry;
        this.provider = provider;
        this.model = model;
        span = telemetry
                .startClientSpan(model == null ? CHAT : CHAT + ' ' + model)
                .set(SpanAttribute.GEN_AI_OPERATION_NAME, CHAT)
                .set(SpanAttribute.GEN_AI_PROVIDER_NAME, provider);
        if (model != null) {
            span.set(SpanAttribute.GEN_AI_REQUEST_MODEL, model);
        }
    }

    /**
     * Begins with the call.
     *
     * @param threadId the thread that is answered; null for another purpose
     */
    static ModelTelemetry begin(
            Telemetry telemetry, StreamingChatModel model, ChatRequest request, @Nullable String threadId) {
        String selected =
                request.parameters() == null ? null : request.parameters().modelName();
        String name = selected != null
                ? selected
                : model.defaultRequestParameters() == null
                        ? null
                        : model.defaultRequestParameters().modelName();
        var begun = new ModelTelemetry(telemetry, providerName(model.provider()), name);
        if (threadId != null) {
            begun.span.set(SpanAttribute.GEN_AI_CONVERSATION_ID, threadId);
        }
        return begun;
    }

    /** The name of the conventions. */
    static String providerName(@Nullable ModelProvider provider) {
        if (provider == null) {
            return "other";
        }
        return switch (provider) {
            case OPEN_AI -> "openai";
            case AMAZON_BEDROCK -> "aws.bedrock";
            case AZURE_OPEN_AI, MICROSOFT_FOUNDRY -> "azure.ai.openai";
            case GOOGLE_AI_GEMINI, GOOGLE_GENAI -> "gcp.gemini";
            case GOOGLE_VERTEX_AI_GEMINI, GOOGLE_VERTEX_AI_ANTHROPIC -> "gcp.vertex_ai";
            case WATSONX -> "ibm.watsonx.ai";
            default -> provider.name().toLowerCase(Locale.ROOT);
        };
    }

    /** The task, which calls the model, within the span of the call. */
    Runnable inSpan(Runnable task) {
        TelemetrySpan.Activation current = span.activate();
        try {
            return telemetry.propagate(task);
        } finally {
            current.close();
        }
    }

    /** Ends with the answer. */
    void completed(ChatResponse response) {
        if (!telemetry.isOn() || !ended.compareAndSet(false, true)) {
            return;
        }
        String answered = response.modelName();
        if (answered != null) {
            span.set(SpanAttribute.GEN_AI_RESPONSE_MODEL, answered);
        }
        TokenUsage usage = response.tokenUsage();
        if (usage != null) {
            tokens(usage.inputTokenCount(), "input", SpanAttribute.GEN_AI_USAGE_INPUT_TOKENS);
            tokens(usage.outputTokenCount(), "output", SpanAttribute.GEN_AI_USAGE_OUTPUT_TOKENS);
        }
        end(null);
    }

    private void tokens(@Nullable Integer count, String type, SpanAttribute attribute) {
        if (count != null) {
            span.set(attribute, count);
            telemetry.record(Metric.GEN_AI_TOKEN_USAGE, count, CHAT, provider, model, type);
        }
    }

    /** Ends with a failure of the model. */
    void failed(Throwable cause) {
        failed(errorType(cause));
    }

    /** Ends with a timeout, a disconnected client, or another constant. */
    void failed(String errorType) {
        if (telemetry.isOn() && ended.compareAndSet(false, true)) {
            span.fail(errorType);
            end(errorType);
        }
    }

    private void end(@Nullable String errorType) {
        span.end();
        telemetry.record(
                Metric.GEN_AI_OPERATION_DURATION,
                (System.nanoTime() - begin) / NANOS,
                CHAT,
                provider,
                model,
                errorType);
    }

    /** The HTTP status, or the class. */
    private static String errorType(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < 5 && cause != null; depth++) {
            if (cause instanceof HttpException http) {
                return String.valueOf(http.statusCode());
            }
            cause = cause.getCause();
        }
        return failure.getClass().getName();
    }
}
