package ee.chatkit.artifacts;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A CycloneDX document in JSON. */
record Sbom(JsonObject json) {
    static Sbom read(Path file) throws IOException {
        try (var reader = Json.createReader(Files.newInputStream(file))) {
            return new Sbom(reader.readObject());
        }
    }

    List<SbomComponent> components() {
        return json.getJsonArray("components").getValuesAs((JsonObject object) -> new SbomComponent(object));
    }

    /** The product that is described. */
    JsonObject product() {
        return json.getJsonObject("metadata").getJsonObject("component");
    }

    /**
     * The SBOM of another product of the same build, with some of this one's components. The licences are corrected. The same
     * components give the same document.
     *
     * @param name the product, an artifact id
     * @param description one sentence
     * @param contained whether a component belongs to it
     */
    Sbom extract(String name, String description, Predicate<SbomComponent> contained) {
        List<SbomComponent> components = components().stream()
                .filter(contained)
                .map(LicensePolicy::corrected)
                .toList();
        var array = Json.createArrayBuilder();
        components.forEach(component -> array.add(component.json()));
        JsonArray kept = array.build();

        String product = "pkg:generic/" + name + "@" + product().getString("version");
        JsonObject metadata = Json.createObjectBuilder(json.getJsonObject("metadata"))
                .remove("properties") // the scopes of the whole
                .add(
                        "component",
                        Json.createObjectBuilder(product())
                                .add("bom-ref", product)
                                .add("name", name)
                                .add("description", description)
                                .add("purl", product))
                .build();
        Set<String> references =
                components.stream().map(SbomComponent::reference).collect(Collectors.toSet());
        return new Sbom(Json.createObjectBuilder(json)
                .add(
                        "serialNumber",
                        "urn:uuid:" + UUID.nameUUIDFromBytes((product + kept).getBytes(StandardCharsets.UTF_8)))
                .add("metadata", metadata)
                .add("components", kept)
                .add("dependencies", dependencies(product, references))
                .build());
    }

    /** The graph of the components that are kept; what depended on this product depends on the other. */
    private JsonArray dependencies(String product, Set<String> kept) {
        String whole = product().getString("bom-ref");
        var dependencies = Json.createArrayBuilder();
        for (JsonObject dependency : json.getJsonArray("dependencies").getValuesAs(JsonObject.class)) {
            String reference = dependency.getString("ref");
            if (reference.equals(whole) || kept.contains(reference)) {
                var needed = Json.createArrayBuilder();
                targets(dependency).filter(kept::contains).forEach(needed::add);
                dependencies.add(Json.createObjectBuilder()
                        .add("ref", reference.equals(whole) ? product : reference)
                        .add("dependsOn", needed));
            }
        }
        return dependencies.build();
    }

    private static Stream<String> targets(JsonObject dependency) {
        return dependency.containsKey("dependsOn")
                ? dependency.getJsonArray("dependsOn").getValuesAs(JsonString::getString).stream()
                : Stream.empty();
    }

    void write(Path file) throws IOException {
        var text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.write(json);
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.toString().strip() + "\n");
    }
}
