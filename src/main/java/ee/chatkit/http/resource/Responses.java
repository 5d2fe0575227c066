package ee.chatkit.http.resource;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.store.RecordedAnswer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Successful responses. Entities are bytes, so that no JSON provider of the server processes them. */
final class Responses {
    /** The header of a response that was recorded with an idempotency key. */
    static final String REPLAYED = "Idempotent-Replayed";

    private Responses() {}

    static Response ok(String json) {
        return json(Response.ok(), json);
    }

    static Response accepted(String json) {
        return json(Response.accepted(), json);
    }

    static Response created(URI location, String json) {
        return json(Response.created(location), json);
    }

    private static Response json(ResponseBuilder response, String json) {
        return response.entity(bytes(json))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    static Response noContent() {
        return Response.noContent().build();
    }

    /** What is recorded of a response whose entity is {@link #bytes}. */
    static RecordedAnswer record(Response response, @Nullable String contentDigest) {
        String body = response.getEntity() instanceof byte[] entity ? new String(entity, StandardCharsets.UTF_8) : "";
        URI location = response.getLocation();
        return new RecordedAnswer(
                response.getStatus(), location == null ? null : location.toString(), body, contentDigest);
    }

    /** A recorded response: a JSON document, or a problem document. */
    static Response replay(RecordedAnswer answer) {
        boolean problem = answer.status() >= 400;
        var response = Response.status(answer.status())
                .entity(bytes(answer.body()))
                .type(problem ? ProblemDocument.MEDIA_TYPE : MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(REPLAYED, true);
        return answer.location() == null
                ? response.build()
                : response.location(URI.create(answer.location())).build();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
