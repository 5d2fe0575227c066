package ee.chatkit.http.resource;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Successful responses. Entities are bytes, so that no JSON provider of the server processes them. */
final class Responses {
    private Responses() {}

    static Response ok(String json) {
        return json(Response.ok(), json);
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

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
