package ee.chatkit.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Validates values against the schemas of a document. An undescribed member is an error, unless its object allows
 * additional members.
 */
public final class SchemaValidator {
    private static final int SHOWN = 8;

    /** The schema of OpenAPI itself, from {@code https://spec.openapis.org}. */
    private static final String OF_DOCUMENTS = "/spec.openapis.org/oas/3.0/schema/2021-09-28";

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V4,
            builder -> builder.metaSchema(OpenApi30.getInstance())
                    .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));

    private final JsonNode components;
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    public SchemaValidator(OpenApiDocument document) {
        components = document.root().path("components").deepCopy();
        close(components.path("schemas"));
    }

    /** Validates a document by the schema of OpenAPI. */
    public static List<String> documentErrors(OpenApiDocument document) {
        try (InputStream in = SchemaValidator.class.getResourceAsStream(OF_DOCUMENTS)) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(OpenApiDocument.MAPPER.readTree(in));
            return texts(schema, document.root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Validates a value by a schema of the document or a reference to one; returns no errors if it is valid. */
    public List<String> errors(JsonNode schema, JsonNode value) {
        return texts(compiled.computeIfAbsent(schema, this::compile), value);
    }

    /** Validates a value by the schema of this name. */
    public List<String> errors(String name, JsonNode value) {
        return errors(reference(name), value);
    }

    public static JsonNode reference(String name) {
        return OpenApiDocument.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode whole = OpenApiDocument.MAPPER.createObjectNode();
        JsonNode closed = schema.deepCopy();
        close(closed);
        whole.putArray("allOf").add(closed);
        whole.set("components", components);
        return FACTORY.getSchema(whole);
    }

    private static List<String> texts(JsonSchema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(ValidationMessage::toString)
                .limit(SHOWN)
                .toList();
    }

    /** The parts of {@code allOf} remain open, because each describes only some members. */
    private static void close(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                object.remove("discriminator"); // redundant: the alternatives exclude each other
                object.properties().forEach(member -> {
                    if (!member.getKey().equals("allOf")) {
                        close(member.getValue());
                    }
                });
                if (object.path("type").asText().equals("object")
                        && object.path("properties").isObject()
                        && !object.has("additionalProperties")) {
                    object.put("additionalProperties", false);
                }
            }
            case ArrayNode array -> array.forEach(SchemaValidator::close);
            default -> {}
        }
    }
}
