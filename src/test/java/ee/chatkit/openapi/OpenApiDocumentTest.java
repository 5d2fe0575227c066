package ee.chatkit.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.openapi.OpenApiDocument.Operation;
import ee.chatkit.protocol.json.ItemContentValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The document by itself: valid, without dangling references and unused components. */
class OpenApiDocumentTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.packaged();
    private static final SchemaValidator SCHEMAS = new SchemaValidator(DOCUMENT);

    @Test
    void document_isValid() {
        assertEquals(List.of(), SchemaValidator.documentErrors(DOCUMENT));
    }

    /** The document must be the same for all YAML libraries. */
    @Test
    void document_hasNoYamlTimestamps() throws IOException {
        assertEquals(
                List.of(),
                Files.readAllLines(Path.of("src/main/resources/META-INF/openapi.yaml")).stream()
                        .filter(line -> line.matches(".*: +[0-9]{4}-.*"))
                        .toList());
    }

    @Test
    void references_resolveAndComponentsAreUsed() {
        Set<String> references = new HashSet<>();
        DOCUMENT.root().findValuesAsText("$ref", new ArrayList<>()).forEach(references::add);
        DOCUMENT.root().findValues("mapping").forEach(mapping -> mapping.forEach(to -> references.add(to.asText())));
        Set<String> parts = new TreeSet<>();
        DOCUMENT.root().path("components").properties().forEach(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> parts.add("#/components/" + kind.getKey() + "/" + name));
            }
        });
        assertEquals(parts, new TreeSet<>(references));
        assertTrue(parts.size() > 200, () -> parts.size() + " parts");
    }

    @Test
    void operations_haveUniqueIdsAndExamples() {
        List<String> ids = DOCUMENT.operations().stream().map(Operation::id).toList();
        assertEquals(ids.size(), new HashSet<>(ids).size());
        for (Operation operation : DOCUMENT.operations()) {
            assertTrue(operation.id().matches("[a-z][A-Za-z]+"), operation.toString());
            assertFalse(operation.node().path("summary").asText().isBlank(), operation.toString());
            Stream.of("application/json", "application/merge-patch+json").forEach(type -> {
                JsonNode body =
                        operation.node().path("requestBody").path("content").path(type);
                assertTrue(body.isMissingNode() || hasExample(body), operation + " takes " + type);
            });
            operation
                    .node()
                    .path("responses")
                    .forEach(response -> DOCUMENT.resolve(response)
                            .path("content")
                            .properties()
                            .forEach(content -> assertTrue(
                                    !content.getKey().contains("json") || hasExample(content.getValue()),
                                    operation + " answers " + content.getKey())));
        }
    }

    /** The schema that a discriminator maps to allows only that type. */
    @Test
    void discriminators_mapToMatchingSchemas() {
        List<JsonNode> unions = DOCUMENT.root().findParents("discriminator");
        assertTrue(unions.size() >= 10, () -> unions.size() + " unions");
        for (JsonNode union : unions) {
            JsonNode discriminator = union.get("discriminator");
            discriminator.get("mapping").properties().forEach(member -> {
                JsonNode type = DOCUMENT.at(member.getValue().asText())
                        .path("properties")
                        .path(discriminator.get("propertyName").asText());
                assertEquals("[\"" + member.getKey() + "\"]", type.path("enum").toString());
            });
        }
    }

    @TestFactory
    Stream<DynamicTest> examples_matchTheirSchemas() {
        List<DynamicTest> tests = new ArrayList<>();
        collect("", DOCUMENT.root(), tests);
        assertTrue(tests.size() > 100, () -> tests.size() + " examples");
        return tests.stream();
    }

    /** What a reader copies from an example must be accepted, and shown by ChatKit. */
    @Test
    void examplesOfItems_areWholeItemsOfTheirTypes() {
        List<JsonNode> items = new ArrayList<>();
        collectItems(DOCUMENT.root().path("paths"), items);
        collectItems(DOCUMENT.root().path("components").path("examples"), items);
        assertTrue(items.size() >= 5, () -> items.size() + " items");
        for (JsonNode item : items) {
            String type = item.get("type").textValue();
            ObjectNode copy = item.deepCopy();
            JsonNode content =
                    item.path("record").isTextual() ? item.get("content") : copy.remove(ThreadItem.ENVELOPE_MEMBERS);
            assertEquals(content.toString(), ItemContentValidator.requireValid(type, content.toString(), ""));
        }
    }

    /** Finds the items in examples; schemas have objects as types. */
    private static void collectItems(JsonNode node, List<JsonNode> items) {
        String type = node.path("type").asText();
        boolean named = node.size() == 3 && node.has("id") && node.has("created_at"); // what a search has found
        if ((type.equals("user_message") || type.equals("assistant_message")) && !named) {
            items.add(node);
        }
        node.forEach(member -> collectItems(member, items));
    }

    private static boolean hasExample(JsonNode content) {
        return content.has("example") || content.has("examples");
    }

    private static void collect(String place, JsonNode node, List<DynamicTest> tests) {
        JsonNode schema = node.path("schema");
        if (schema.isObject()) {
            if (node.has("example")) {
                tests.add(test(place, schema, node.get("example")));
            }
            node.path("examples").properties().forEach(example -> {
                JsonNode value = DOCUMENT.resolve(example.getValue()).path("value");
                tests.add(test(place + " " + example.getKey(), schema, value));
            });
        }
        node.properties().forEach(member -> collect(place + "/" + member.getKey(), member.getValue(), tests));
    }

    private static DynamicTest test(String place, JsonNode schema, JsonNode example) {
        return DynamicTest.dynamicTest(place, () -> assertEquals(List.of(), SCHEMAS.errors(schema, example)));
    }
}
