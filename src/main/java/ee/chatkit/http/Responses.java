package ee.chatkit.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The forms of success. Entities are bytes, so that no JSON provider of the server touches them. */
final class Responses {
    private static final String REVALIDATE = "private, no-cache";
    private static final String NEVER_KEEP = "no-store";

    private Responses() {}

    /** One thing, read: with its ETag, and without a body when the client has it already. */
    static Response read(RequestParameters requestParameters, String json) {
        String tag = EntityTags.of(json);
        var response = EntityTags.known(requestParameters.ifNoneMatch(), tag)
                ? Response.notModified()
                : Response.ok(bytes(json), MediaType.APPLICATION_JSON_TYPE);
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, REVALIDATE)
                .build();
    }

    /** A page, or what a change left. */
    static Response ok(String json) {
        return Response.ok(bytes(json), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, NEVER_KEEP)
                .build();
    }

    static Response created(URI location, String json) {
        return Response.created(location)
                .entity(bytes(json))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, NEVER_KEEP)
                .build();
    }

    static Response gone() {
        return Response.noContent().build();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
