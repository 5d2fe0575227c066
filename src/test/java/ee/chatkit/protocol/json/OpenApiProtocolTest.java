package ee.chatkit.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import ee.chatkit.openapi.OpenApiDocument;
import ee.chatkit.openapi.SchemaValidator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks that the OpenAPI document matches the protocol: all {@link WireDocuments}, whose completeness {@link
 * WireDocumentCoverageTest} checks, are valid for their schemas, and each member of a schema occurs in one of them.
 */
class OpenApiProtocolTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.packaged();
    private static final SchemaValidator SCHEMAS = new SchemaValidator(DOCUMENT);
    private static final Set<String> HIDDEN = Set.of("hidden_context_item", "sdk_hidden_context");

    @TestFactory
    Stream<DynamicTest> wireDocuments_matchTheirSchemas() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        documents()
                .forEach((schema, texts) -> texts.forEach((name, text) -> tests.add(DynamicTest.dynamicTest(
                        schema + " " + name,
                        () -> assertEquals(
                                List.of(), SCHEMAS.errors(schema, OpenApiDocument.MAPPER.readTree(text)))))));
        assertTrue(tests.size() > 200, () -> tests.size() + " documents");
        return tests.stream();
    }

    @Test
    void wireDocuments_coverEveryMemberOfTheSchemas() throws Exception {
        Set<String> wanted = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        for (var document : documents().entrySet()) {
            collect(SchemaValidator.reference(document.getKey()), wanted, new TreeSet<>());
            for (String text : document.getValue().values()) {
                mark(SchemaValidator.reference(document.getKey()), OpenApiDocument.MAPPER.readTree(text), seen);
            }
        }
        // metadata is optional in all requests; pages, and items of unknown types, belong to the REST interface
        wanted.removeIf(place -> place.matches(".*Request\\.metadata|(ItemPage|AnyItem)\\..*"));
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(seen);
        assertEquals(Set.of(), missing, "described and never seen");
        assertTrue(wanted.size() > 200, () -> wanted.size() + " members");
    }

    /** The documents as this server writes them, by the name of their schema. */
    private static Map<String, Map<String, String>> documents() {
        var requests = new LinkedHashMap<>(WireDocuments.requests());
        var events = new LinkedHashMap<String, String>();
        WireDocuments.events().forEach((name, text) -> events.put(name, EventJson.write(WireEventReader.read(text))));
        var items = new LinkedHashMap<String, String>();
        WireDocuments.items().forEach((name, text) -> {
            var item = WireEventReader.item(JsonObjectReader.of(WireDocuments.object(text)));
            if (!HIDDEN.contains(ItemTypes.of(item.content()))) {
                items.put(name, ItemCodec.write(item));
            }
        });
        WireDocuments.requests()
                .forEach((name, text) -> requests.put(
                        name + " rewritten",
                        RequestWriter.write(RequestReader.read(text.getBytes(StandardCharsets.UTF_8)))));
        return Map.of("ChatKitRequest", requests, "ThreadStreamEvent", events, "Item", items);
    }

    /** Collects the members of all schemas that are reachable from a schema. */
    private static void collect(JsonNode schema, Set<String> wanted, Set<String> visited) {
        if (!schema.isObject()
                || (schema.has("$ref") && !visited.add(schema.get("$ref").asText()))) {
            return;
        }
        JsonNode found = DOCUMENT.resolve(schema);
        found.path("properties").properties().forEach(member -> {
            wanted.add(place(schema, member.getKey()));
            collect(member.getValue(), wanted, visited);
        });
        collect(found.path("items"), wanted, visited);
        collect(found.path("additionalProperties"), wanted, visited);
        alternatives(found).forEach(one -> collect(one, wanted, visited));
    }

    /** Marks the members that occur in a value. */
    private static void mark(JsonNode schema, JsonNode value, Set<String> seen) {
        JsonNode found = DOCUMENT.resolve(schema);
        alternatives(found).filter(one -> SCHEMAS.errors(one, value).isEmpty()).forEach(one -> mark(one, value, seen));
        value.properties().forEach(member -> {
            JsonNode described = found.path("properties").path(member.getKey());
            if (!described.isMissingNode()) {
                seen.add(place(schema, member.getKey()));
            }
            mark(described.isMissingNode() ? found.path("additionalProperties") : described, member.getValue(), seen);
        });
        if (value.isArray()) {
            value.forEach(element -> mark(found.path("items"), element, seen));
        }
    }

    private static Stream<JsonNode> alternatives(JsonNode schema) {
        List<JsonNode> all = new ArrayList<>();
        schema.path("oneOf").forEach(all::add);
        schema.path("anyOf").forEach(all::add);
        return all.stream();
    }

    private static String place(JsonNode schema, String member) {
        return schema.path("$ref").asText().replaceFirst(".*/", "") + "." + member;
    }
}
