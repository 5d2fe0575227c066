package ee.chatkit.artifacts;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** A library in an SBOM, an artifact of a Maven repository. */
record SbomComponent(JsonObject json) {
    String group() {
        return json.getString("group");
    }

    String name() {
        return json.getString("name");
    }

    String version() {
        return json.getString("version");
    }

    /** The reference by which the graph of dependencies names this component. */
    String reference() {
        return json.getString("bom-ref");
    }

    /** The name of the file in {@code WEB-INF/lib} or {@code lib}. */
    String fileName() {
        return name() + "-" + version() + ".jar";
    }

    /** Whether it is not a jar in the product, but inside the modules for browsers that the build bundles. */
    boolean isBundled() {
        return group().equals("org.webjars.npm") || (group() + ".").startsWith("org.mvnpm.");
    }

    /** The SPDX ids, or the names as in the library's POM where the plugin knows no id. Empty if the POM has no licence. */
    List<String> licenses() {
        return json.containsKey("licenses")
                ? json.getJsonArray("licenses").getValuesAs(SbomComponent::license)
                : List.of();
    }

    private static String license(JsonObject choice) {
        if (choice.containsKey("expression")) {
            return choice.getString("expression");
        }
        JsonObject license = choice.getJsonObject("license");
        return license.containsKey("id") ? license.getString("id") : license.getString("name");
    }

    /** This component with these licences instead, as SPDX ids. */
    SbomComponent withLicenses(List<String> ids) {
        var licenses = Json.createArrayBuilder();
        for (String id : ids) {
            licenses.add(Json.createObjectBuilder()
                    .add("license", Json.createObjectBuilder().add("id", id)));
        }
        return new SbomComponent(
                Json.createObjectBuilder(json).add("licenses", licenses).build());
    }

    /** The hash of the artifact in the repository, in hexadecimal digits. */
    String sha256() {
        return json.getJsonArray("hashes").getValuesAs(JsonObject.class).stream()
                .filter(hash -> hash.getString("alg").equals("SHA-256"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No SHA-256 of " + this))
                .getString("content");
    }

    /** Where a browser finds the source code, or the project's site if the POM names no such place. */
    Optional<String> sourceAddress() {
        return reference("vcs").or(() -> reference("website"));
    }

    private Optional<String> reference(String type) {
        if (!json.containsKey("externalReferences")) {
            return Optional.empty();
        }
        return json.getJsonArray("externalReferences").getValuesAs(JsonObject.class).stream()
                .filter(reference -> reference.getString("type").equals(type))
                .map(reference -> reference.getString("url"))
                .filter(url -> url.startsWith("http"))
                .findFirst();
    }

    @Override
    public String toString() {
        return group() + ":" + name() + ":" + version();
    }
}
