package ee.chatkit.responder.model;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Models behind any endpoint that speaks as OpenAI's chat completions do. */
public final class OpenAiModelFactory {
    /** A server that does not even take the connection is away. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private OpenAiModelFactory() {}

    /**
     * A model. Nothing is asked of the endpoint before the first call.
     *
     * @param baseUrl what {@code /chat/completions} is appended to
     * @param apiKey null when the endpoint wants none
     * @param name the model's name at the endpoint
     */
    public static StreamingChatModel model(URI baseUrl, @Nullable String apiKey, String name) {
        var builder = new OpenAiStreamingChatModelBuilder()
                .httpClientBuilder(StreamingHttpClient.builder(baseUrl))
                .baseUrl(baseUrl.toString())
                .modelName(name)
                .timeout(CONNECT_TIMEOUT);
        if (apiKey != null) {
            builder.apiKey(apiKey);
        }
        return builder.build();
    }
}
