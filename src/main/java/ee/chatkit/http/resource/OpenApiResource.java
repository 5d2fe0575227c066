package ee.chatkit.http.resource;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The OpenAPI document of the API, also on servers without MicroProfile OpenAPI. */
@Path("openapi.yaml")
@Dependent
public final class OpenApiResource {
    static final String MEDIA_TYPE = "application/yaml";

    private static final String DOCUMENT = "/META-INF/openapi.yaml";

    /** Relative to the URL of the document, so that it is valid behind any proxy. */
    private static final String SERVERS = "servers:\n  - url: ..\n";

    @GET
    @Produces(MEDIA_TYPE)
    public Response read() throws IOException {
        try (InputStream in = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new FileNotFoundException(DOCUMENT);
            }
            String document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Response.ok(Responses.bytes(document + SERVERS), MEDIA_TYPE).build();
        }
    }
}
