package ee.chatkit.artifacts;

import static ee.chatkit.artifacts.SbomFixtures.component;
import static ee.chatkit.artifacts.SbomFixtures.reference;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomTest {
    private static final String PRODUCT = "pkg:generic/tool@2.0";

    private final Sbom whole = SbomFixtures.sbom(
            List.of(
                    component("org.example", "bar", "MIT"),
                    component("org.jline", "jline-terminal", "BSD-4-Clause"),
                    component("org.example", "server", "Apache-2.0")),
            new TreeMap<>(Map.of(
                    "product", List.of("bar", "server"),
                    "bar", List.of("jline-terminal", "server"),
                    "server", List.of("bar"))));

    @Test
    void extract_hasTheSelectedComponentsWithCorrectedLicences() {
        Sbom tool = tool();
        assertEquals(
                List.of("org.example:bar:1.0", "org.jline:jline-terminal:1.0"),
                tool.components().stream().map(SbomComponent::toString).toList());
        assertEquals(List.of("BSD-3-Clause"), tool.components().getLast().licenses());
    }

    @Test
    void extract_hasTheGraphOfTheSelectedComponents() {
        Map<String, List<String>> graph = new HashMap<>();
        for (JsonObject node : tool().json().getJsonArray("dependencies").getValuesAs(JsonObject.class)) {
            graph.put(node.getString("ref"), node.getJsonArray("dependsOn").getValuesAs(JsonString::getString));
        }
        assertEquals(
                Map.of(PRODUCT, List.of(reference("bar")), reference("bar"), List.of(reference("jline-terminal"))),
                graph);
    }

    @Test
    void extract_describesTheOtherProduct() {
        Sbom tool = tool();
        assertEquals("tool", tool.product().getString("name"));
        assertEquals(PRODUCT, tool.product().getString("bom-ref"));
        assertEquals("2.0", tool.product().getString("version"));
        assertFalse(tool.json().getJsonObject("metadata").containsKey("properties"));
        assertNotEquals(whole.json().getString("serialNumber"), tool.json().getString("serialNumber"));
    }

    @Test
    void sameComponents_giveTheSameDocument(@TempDir Path folder) throws IOException {
        tool().write(folder.resolve("one.json"));
        tool().write(folder.resolve("new/two.json"));
        assertEquals(Files.readString(folder.resolve("one.json")), Files.readString(folder.resolve("new/two.json")));
        assertEquals(tool(), Sbom.read(folder.resolve("one.json")));
    }

    private Sbom tool() {
        return whole.extract("tool", "A tool.", component -> !component.name().equals("server"));
    }
}
