package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Libraries with versions that are known to be vulnerable, and the first version without. */
    @ParameterizedTest
    @CsvSource({
        "commons-lang3, 3.18.0, CVE-2025-48924",
        "commons-io, 2.14.0, CVE-2024-47554",
        "commons-fileupload2-core, 2.0.0-M4, CVE-2025-48976",
        "jackson-core, 2.22.2, CVE-2026-68498",
        "jackson-databind, 2.22.2, CVE-2026-68497",
        "snakeyaml, 2.0, CVE-2022-1471"
    })
    void library_isOfAVersionWithoutTheKnownVulnerability(String library, String mended, String vulnerability)
            throws IOException {
        try (var war = new JarFile(BuildPaths.war().toFile())) {
            String version = war.stream()
                    .map(entry -> entry.getName().replaceFirst("^WEB-INF/lib/", ""))
                    .filter(name -> name.matches(Pattern.quote(library) + "-\\d.*\\.jar"))
                    .map(name -> name.substring(library.length() + 1, name.length() - ".jar".length()))
                    .findFirst()
                    .orElse("none in the WAR");
            assertTrue(
                    Version.parse(version).compareTo(Version.parse(mended)) >= 0,
                    library + " " + version + " has " + vulnerability);
        }
    }

    private static void assertContains(String jar, String entry) throws IOException {
        try (var file = new JarFile(FOLDER.resolve(jar).toFile())) {
            assertTrue(file.getEntry(entry) != null, jar + " lacks " + entry);
        }
    }
}
