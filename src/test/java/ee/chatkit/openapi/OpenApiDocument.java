package ee.chatkit.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An OpenAPI document with lookups. */
public final class OpenApiDocument {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final JsonNode root;
    private final List<Operation> operations;

    public OpenApiDocument(JsonNode root) {
        this.root = root;
        this.operations = readOperations();
    }

    /** The document of the application. */
    public static OpenApiDocument packaged() {
        return Packaged.DOCUMENT;
    }

    public static OpenApiDocument ofYaml(String text) {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return new OpenApiDocument(MAPPER.valueToTree(read));
    }

    public JsonNode root() {
        return root;
    }

    /** The node, or the target of its reference. */
    public JsonNode resolve(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = at(found.get("$ref").textValue());
        }
        return found;
    }

    /** The target of a reference; a missing node if there is none. */
    public JsonNode at(String reference) {
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : MissingNode.getInstance();
    }

    public JsonNode schema(String name) {
        return root.path("components").path("schemas").path(name);
    }

    public List<Operation> operations() {
        return operations;
    }

    private List<Operation> readOperations() {
        List<Operation> found = new ArrayList<>();
        root.path("paths").properties().forEach(path -> {
            for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
                if (METHODS.contains(member.getKey())) {
                    found.add(new Operation(
                            member.getKey(),
                            path.getKey(),
                            member.getValue(),
                            parameters(path.getValue(), member.getValue())));
                }
            }
        });
        return List.copyOf(found);
    }

    private List<JsonNode> parameters(JsonNode path, JsonNode operation) {
        List<JsonNode> found = new ArrayList<>();
        path.path("parameters").forEach(parameter -> found.add(resolve(parameter)));
        operation.path("parameters").forEach(parameter -> found.add(resolve(parameter)));
        return List.copyOf(found);
    }

    /**
     * An operation.
     *
     * @param method in lower case
     */
    public record Operation(String method, String path, JsonNode node, List<JsonNode> parameters) {
        /** Whether a path matches. Of several matches, the one with the fewest {@link #placeholders} applies. */
        boolean matches(String asked) {
            Iterator<String> segments = List.of(asked.split("/", -1)).iterator();
            for (String segment : path.split("/", -1)) {
                if (!segments.hasNext()) {
                    return false;
                }
                String given = segments.next();
                if (segment.startsWith("{") ? given.isEmpty() : !segment.equals(given)) {
                    return false;
                }
            }
            return !segments.hasNext();
        }

        long placeholders() {
            return path.chars().filter(c -> c == '{').count();
        }

        public String id() {
            return node.path("operationId").asText();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static final class Packaged {
        static final OpenApiDocument DOCUMENT = read();

        private static OpenApiDocument read() {
            try (InputStream in = OpenApiDocument.class.getResourceAsStream("/META-INF/openapi.yaml")) {
                return ofYaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
