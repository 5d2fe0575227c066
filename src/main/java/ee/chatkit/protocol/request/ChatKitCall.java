package ee.chatkit.protocol.request;

import ee.chatkit.protocol.Json;
import java.util.Objects;

/**
 * The body that a client posts.
 *
 * @param metadata a JSON object, for the application
 */
public record ChatKitCall(ChatKitRequest request, Json metadata) {
    public ChatKitCall {
        Objects.requireNonNull(request);
        metadata.requireObject("metadata");
    }
}
