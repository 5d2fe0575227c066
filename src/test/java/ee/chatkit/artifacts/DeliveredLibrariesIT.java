package ee.chatkit.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.BuildPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SBOMs and the lists of third-party software say of the WAR, the command line and the published POMs what is true. */
class DeliveredLibrariesIT {
    private static final Path TARGET = Path.of(System.getProperty("chatkit.target", "target"));
    private static final Path ARTIFACTS = TARGET.resolve("artifacts");
    private static final Path CLI = TARGET.resolve("chatkit-cli");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    /** Classes of this project in a jar of its own, for the server's sake. */
    private static final String OWN_JAR = "chatkit-security.jar";

    @BeforeAll
    static void sbomsExist() {
        assertTrue(
                Files.exists(ThirdPartyFiles.buildSbom(TARGET)),
                "no SBOM: with mvn -o the CycloneDX plugin does not run");
    }

    @Test
    void war_hasTheJarsThatItsSbomLists() throws IOException {
        try (var war = new JarFile(BuildPaths.war().toFile())) {
            Set<String> jars = war.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("WEB-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("WEB-INF/lib/".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(jars.remove(OWN_JAR));
            assertEquals(fileNames(warSbom()), jars);
        }
    }

    @Test
    void bundledLibraries_areInTheSbomAndNotInWebInfLib() throws IOException {
        Set<String> bundled = warSbom().components().stream()
                .filter(SbomComponent::isBundled)
                .map(SbomComponent::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "dompurify",
                        "highlight.js",
                        "lit",
                        "lit-element",
                        "lit-html",
                        "lucide-static",
                        "marked",
                        "reactive-element"),
                bundled);
        assertTrue(cliSbom().components().stream().noneMatch(SbomComponent::isBundled));
    }

    /**
     * The build adds an index to each jar, so the SBOM has the hashes of the artifacts that were indexed. The JDK's tool that
     * adds it writes the list of packages in the descriptor of a module anew.
     */
    @Test
    void jarsOfTheWar_differFromTheArtifactsInTheirIndexOnly() throws IOException {
        Map<String, Path> artifacts = ThirdPartyFiles.classPath();
        try (var war = new JarFile(BuildPaths.war().toFile())) {
            for (SbomComponent component : jars(warSbom())) {
                Path artifact = artifacts.get(component.fileName());
                assertEquals(component.sha256(), BuildComparison.sha256(artifact), component::toString);
                var differing = new TreeSet<>(BuildComparison.entriesThatDiffer(
                        Files.newInputStream(artifact),
                        war.getInputStream(war.getEntry("WEB-INF/lib/" + component.fileName()))));
                assertTrue(differing.remove("META-INF/jandex.idx"), component::toString);
                differing.removeIf(name -> name.endsWith("module-info.class"));
                assertEquals(Set.of(), differing, component::toString);
            }
        }
    }

    @Test
    void war_containsItsSbomTheListAndTheLicense() throws IOException {
        try (var war = new JarFile(BuildPaths.war().toFile())) {
            String location = war.getManifest().getMainAttributes().getValue("Sbom-Location");
            assertEquals(Files.readString(ARTIFACTS.resolve(ThirdPartyFiles.WAR_SBOM)), text(war, location));
            assertListNamesAll(warSbom(), text(war, "META-INF/" + ThirdPartyFiles.LIST));
            assertEquals(text(war, "WEB-INF/classes/META-INF/LICENSE"), text(war, "META-INF/LICENSE"));
        }
    }

    @Test
    void commandLine_hasTheJarsThatItsSbomListsUnchanged() throws IOException {
        Map<String, String> jars = new TreeMap<>();
        try (Stream<Path> files = Files.list(CLI.resolve("lib"))) {
            for (Path file : files.toList()) {
                jars.put(file.getFileName().toString(), BuildComparison.sha256(file));
            }
        }
        assertTrue(jars.remove("chatkit-cli.jar") != null);
        Map<String, String> listed = new TreeMap<>();
        cliSbom().components().forEach(component -> listed.put(component.fileName(), component.sha256()));
        assertEquals(listed, jars);
    }

    @Test
    void commandLine_containsItsSbomTheListAndTheLicense() throws IOException {
        assertEquals(
                Files.readString(ARTIFACTS.resolve(ThirdPartyFiles.CLI_SBOM)),
                Files.readString(CLI.resolve(ThirdPartyFiles.CLI_SBOM)));
        assertListNamesAll(cliSbom(), Files.readString(CLI.resolve(ThirdPartyFiles.LIST)));
        assertTrue(Files.readString(CLI.resolve("LICENSE")).contains("Apache License"));
    }

    /** A library of the WAR has the same version for those who embed the store. */
    @ParameterizedTest
    @ValueSource(strings = {"chatkit-bom", "chatkit-store", "chatkit-responder-api", "chatkit-client"})
    void pom_namesTheVersionsThatTheBuildUses(String artifact) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        Sbom build = Sbom.read(ThirdPartyFiles.buildSbom(TARGET));
        for (SbomComponent component : build.components()) {
            versions.put(component.group() + ":" + component.name(), component.version());
        }
        Map<String, String> named = new TreeMap<>();
        String pom = Files.readString(ARTIFACTS.resolve(artifact + ".pom"));
        String dependencies = pom.substring(pom.indexOf("<dependencies>"));
        DEPENDENCY
                .matcher(dependencies)
                .results()
                .filter(dependency -> !dependency.group(1).equals("ee.chatkit"))
                .forEach(dependency -> named.put(dependency.group(1) + ":" + dependency.group(2), dependency.group(3)));
        assertTrue(!named.isEmpty(), pom);
        versions.keySet().retainAll(named.keySet());
        assertEquals(versions, named);
    }

    private static void assertListNamesAll(Sbom sbom, String list) {
        for (SbomComponent component : sbom.components()) {
            assertTrue(list.contains("\n" + component + "\n"), component::toString);
        }
    }

    private static Sbom warSbom() throws IOException {
        return Sbom.read(ARTIFACTS.resolve(ThirdPartyFiles.WAR_SBOM));
    }

    private static Sbom cliSbom() throws IOException {
        return Sbom.read(ARTIFACTS.resolve(ThirdPartyFiles.CLI_SBOM));
    }

    private static List<SbomComponent> jars(Sbom sbom) {
        return sbom.components().stream()
                .filter(component -> !component.isBundled())
                .toList();
    }

    private static Set<String> fileNames(Sbom sbom) {
        return jars(sbom).stream().map(SbomComponent::fileName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(JarFile jar, String name) {
        try (var in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
