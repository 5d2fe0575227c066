package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import ee.chatkit.http.Rest.Answer;
import ee.chatkit.openapi.OpenApi;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The OpenAPI document that the application itself shows, seen from outside. */
public interface OpenApiOverHttp {
    /** The address under which the API is served; ends with {@code /api/}. */
    URI base();

    @Test
    default void theApplicationShowsItsDocument() {
        Answer answer = new Rest(base()).get("openapi.yaml").expect(200);
        ObjectNode shown = (ObjectNode) OpenApi.ofYaml(answer.body()).root();
        assertEquals("[{\"url\":\"..\"}]", shown.remove("servers").toString());
        assertEquals(OpenApi.packaged().root(), shown);
    }
}
