package ee.chatkit.protocol.request;

import ee.chatkit.protocol.RawJson;
import java.util.Objects;

/**
 * The body of a request.
 *
 * @param request the request
 * @param metadata a JSON object for the application
 */
public record ChatKitRequestBody(ChatKitRequest request, RawJson metadata) {
    public ChatKitRequestBody {
        Objects.requireNonNull(request);
        metadata.requireObject("metadata");
    }
}
