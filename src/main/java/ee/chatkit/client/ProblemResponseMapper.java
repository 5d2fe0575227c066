package ee.chatkit.client;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Maps error responses to {@link ProblemException}, also those of a proxy, which have no problem document. */
public final class ProblemResponseMapper implements ResponseExceptionMapper<ProblemException> {
    @Override
    public ProblemException toThrowable(Response response) {
        return new ProblemException(ProblemDetail.of(body(response), response.getStatus()), retryAfter(response));
    }

    private static @Nullable Duration retryAfter(Response response) {
        String seconds = response.getHeaderString(HttpHeaders.RETRY_AFTER);
        return seconds != null && seconds.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static JsonObject body(Response response) {
        String text = response.readEntity(String.class);
        try (var reader = Json.createReader(new StringReader(text == null ? "" : text))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException e) {
            return Json.createObjectBuilder()
                    .add("title", response.getStatusInfo().getReasonPhrase())
                    .build();
        }
    }
}
