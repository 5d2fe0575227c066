package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.openapi.OpenApiDocument;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The OpenAPI document that the application serves. */
public interface OpenApiHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void openApiDocument_isServed() {
        RestResponse answer = new RestTestClient(base()).get("openapi.yaml").expect(200);
        ObjectNode shown = (ObjectNode) OpenApiDocument.ofYaml(answer.body()).root();
        assertEquals("[{\"url\":\"..\"}]", shown.remove("servers").toString());
        assertEquals(OpenApiDocument.packaged().root(), shown);
    }
}
