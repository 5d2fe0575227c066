package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.openapi.OpenApiDocument;
import ee.chatkit.openapi.SchemaValidator;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The OpenAPI document at {@code /openapi} of a server with MicroProfile OpenAPI. */
public interface ServerOpenApiHttpSuite {
    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /**
     * Servers rewrite the document. Payara omits empty members of examples and adds a list of its own, WildFly omits
     * that bodies are required, both that links require no authentication.
     */
    @Test
    default void serverOpenApi_containsApplicationDocument() {
        RestResponse answer = new RestTestClient(base().resolve("/"))
                .get("openapi?format=JSON")
                .expect(200);
        ObjectNode shown = (ObjectNode) OpenApiDocument.ofYaml(answer.body()).root();
        shown.remove("servers");
        shown.remove("endpoints"); // added by Payara
        assertEquals(List.of(), SchemaValidator.documentErrors(new OpenApiDocument(shown)));
        Set<String> wanted = statements(OpenApiDocument.packaged().root());
        assertTrue(wanted.size() > 2000, () -> wanted.size() + " statements");
        assertEquals(wanted, statements(shown));
    }

    /** Each value with its path; the order of lists does not matter. */
    private static Set<String> statements(JsonNode document) {
        Set<String> found = new TreeSet<>();
        collect("", document, found);
        return found;
    }

    private static void collect(String place, JsonNode node, Set<String> found) {
        if (place.endsWith("/requestBody/required") || place.matches(".*/example|.*/examples/[^/]+/value")) {
            return;
        }
        node.properties().forEach(member -> collect(place + "/" + member.getKey(), member.getValue(), found));
        if (node.isArray()) {
            node.forEach(element -> collect(place + "/*", element, found));
        }
        if (node.isValueNode()) {
            found.add(place + " = " + node.asText());
        }
    }
}
