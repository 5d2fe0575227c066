package ee.chatkit.artifacts;

import jakarta.json.Json;
import java.util.List;
import java.util.Map;

/** Components and documents as the CycloneDX plugin writes them, as far as this package reads them. */
final class SbomFixtures {
    private SbomFixtures() {}

    /** Version 1.0 of a library; a licence with spaces is one that the plugin knows no id for. */
    static SbomComponent component(String group, String name, String... licenses) {
        var json = Json.createObjectBuilder()
                .add("type", "library")
                .add("bom-ref", reference(name))
                .add("group", group)
                .add("name", name)
                .add("version", "1.0");
        if (licenses.length > 0) {
            var choices = Json.createArrayBuilder();
            for (String license : licenses) {
                String member = license.contains(" ") ? "name" : "id";
                choices.add(Json.createObjectBuilder()
                        .add("license", Json.createObjectBuilder().add(member, license)));
            }
            json.add("licenses", choices);
        }
        return new SbomComponent(json.build());
    }

    /**
     * Returns a document.
     *
     * @param dependencies names of components by the name of the component that needs them; {@code product} stands for the
     *     product
     */
    static Sbom sbom(List<SbomComponent> components, Map<String, List<String>> dependencies) {
        var array = Json.createArrayBuilder();
        components.forEach(component -> array.add(component.json()));
        var graph = Json.createArrayBuilder();
        dependencies.forEach((name, needed) -> {
            var references = Json.createArrayBuilder();
            needed.forEach(one -> references.add(reference(one)));
            graph.add(Json.createObjectBuilder().add("ref", reference(name)).add("dependsOn", references));
        });
        return new Sbom(Json.createObjectBuilder()
                .add("bomFormat", "CycloneDX")
                .add("serialNumber", "urn:uuid:00000000-0000-0000-0000-000000000000")
                .add(
                        "metadata",
                        Json.createObjectBuilder()
                                .add(
                                        "component",
                                        Json.createObjectBuilder()
                                                .add("bom-ref", reference("product"))
                                                .add("name", "product")
                                                .add("version", "2.0"))
                                .add("properties", Json.createArrayBuilder()))
                .add("components", array)
                .add("dependencies", graph)
                .build());
    }

    static String reference(String name) {
        return "pkg:maven/" + name;
    }
}
