package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ee.chatkit.http.Rest.Answer;
import ee.chatkit.openapi.OpenApi;
import ee.chatkit.openapi.Schemas;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The OpenAPI document as a server gives it, seen from outside. */
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

    /** What servers leave out: empty members of examples, and that which is so by default. */
    @Test
    default void theServersOpenApiIsTheDocumentOfTheApplication() {
        Answer answer = new Rest(base().resolve("/")).get("openapi", "Accept", "application/yaml").expect(200);
        ObjectNode shown = (ObjectNode) OpenApi.ofYaml(answer.body()).root();
        shown.remove("endpoints"); // Payara's own
        shown.remove("servers");
        assertEquals(List.of(), Schemas.complaintsAbout(new OpenApi(shown)));
        assertEquals(flat(OpenApi.packaged().root()), flat(shown));
    }

    private static Map<String, String> flat(JsonNode document) {
        Map<String, String> found = new TreeMap<>();
        flatten("", document, found);
        return found;
    }

    private static void flatten(String place, JsonNode node, Map<String, String> found) {
        switch (node) {
            case ObjectNode object -> object.properties().forEach(member -> {
                if (!place.isEmpty() || !member.getKey().equals("servers")) {
                    flatten(place + "/" + member.getKey(), member.getValue(), found);
                }
            });
            case ArrayNode array -> array.forEach(element -> flatten(place + "/*" + key(element), element, found));
            default -> {
                if (!node.isNull() && !place.endsWith("/requestBody/required")) {
                    found.put(place, node.asText());
                }
            }
        }
    }

    /** The order of what is given in a list does not matter. */
    private static String key(JsonNode element) {
        return element.isObject() ? element.toString().length() + "" : element.asText();
    }
}
