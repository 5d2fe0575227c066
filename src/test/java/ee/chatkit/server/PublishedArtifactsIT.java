package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The artifacts that the build publishes beside the WAR, as {@code mvn package} leaves them in {@code target/artifacts}. */
class PublishedArtifactsIT {
    private static final Path FOLDER = BuildPaths.target().resolve("artifacts");

    @ParameterizedTest
    @ValueSource(strings = {"chatkit-store", "chatkit-responder-api", "chatkit-client"})
    void jar_containsEveryClassOfTheProjectThatItsClassesUse(String artifact) {
        var output = new StringWriter();
        var writer = new PrintWriter(output);
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        writer,
                        writer,
                        "--missing-deps",
                        "-filter:none", // reports missing classes of the same package too
                        FOLDER.resolve(artifact + ".jar").toString());
        assertEquals(0, status, output.toString());
        List<String> missing = output.toString()
                .lines()
                .filter(line -> line.matches(".*-> +ee\\.chatkit\\..*"))
                .toList();
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chatkit-store", "chatkit-responder-api", "chatkit-client"})
    void jars_haveALicenseSourcesAndJavadoc(String artifact) throws IOException {
        assertContains(artifact + ".jar", "META-INF/LICENSE");
        assertContains(artifact + "-sources.jar", "META-INF/LICENSE");
        assertContains(artifact + "-javadoc.jar", "index.html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chatkit-bom", "chatkit-store", "chatkit-responder-api", "chatkit-client"})
    void pom_hasNoUnresolvedProperty(String artifact) throws IOException {
        String pom = Files.readString(FOLDER.resolve(artifact + ".pom"));
        assertTrue(pom.contains("<artifactId>" + artifact + "</artifactId>"), pom);
        assertFalse(pom.contains("@") || pom.contains("${"), pom);
    }

    private static void assertContains(String jar, String entry) throws IOException {
        try (var file = new JarFile(FOLDER.resolve(jar).toFile())) {
            assertTrue(file.getEntry(entry) != null, jar + " lacks " + entry);
        }
    }
}
