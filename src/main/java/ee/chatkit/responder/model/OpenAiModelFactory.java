package ee.chatkit.responder.model;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import ee.chatkit.telemetry.Telemetry;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Creates models for endpoints that are compatible with OpenAI's chat completions. */
public final class OpenAiModelFactory {
    private OpenAiModelFactory() {}

    /**
     * Creates a model. The endpoint is not contacted before the first call.
     *
     * @param baseUrl the URL that {@code /chat/completions} is appended to
     * @param apiKey null if the endpoint requires none
     * @param name the name of the model at the endpoint
     */
    public static StreamingChatModel model(URI baseUrl, @Nullable String apiKey, String name) {
        return model(baseUrl, apiKey, name, Telemetry.off());
    }

    /**
     * Creates a model whose requests tell the endpoint the span that they belong to.
     *
     * @param telemetry knows the current span
     */
    public static StreamingChatModel model(URI baseUrl, @Nullable String apiKey, String name, Telemetry telemetry) {
        var builder = new OpenAiStreamingChatModelBuilder()
                .httpClientBuilder(StreamingHttpClient.builder(baseUrl, telemetry))
                .baseUrl(baseUrl.toString())
                .modelName(name);
        if (apiKey != null) {
            builder.apiKey(apiKey);
        }
        return builder.build();
    }
}
