package ee.chatkit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Containerfiles refer to files that exist and to tested versions. The images are not built here. */
class ContainerfilesTest {
    private static final Path FOLDER = Path.of("server-config").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"wildfly", "payara"})
    void copiedFiles_existOrAreBuilt(String server) throws IOException {
        List<String> copied = instructions(server, "COPY").stream()
                .flatMap(line -> sources(line).stream())
                .toList();
        assertFalse(copied.isEmpty());
        for (String source : copied) {
            if (!source.startsWith("target/")) {
                assertTrue(Files.isRegularFile(FOLDER.resolveSibling(source)), source);
            }
        }
        assertTrue(copied.containsAll(List.of("target/chatkit.war", "target/driver/postgresql.jar")), "" + copied);
    }

    @ParameterizedTest
    @CsvSource({"wildfly, configure.cli jwt.cli", "payara, configure.asadmin"})
    void scriptsRun_areTheTestedOnes(String server, String scripts) throws IOException {
        String run = String.join("\n", instructions(server, "RUN"));
        String copies = String.join("\n", instructions(server, "COPY"));
        for (String script : words(scripts)) {
            assertTrue(run.contains(script) && copies.contains("server-config/" + server + "/" + script), script);
        }
    }

    @ParameterizedTest
    @CsvSource({"wildfly, jboss", "payara, payara"})
    void image_runsUnprivilegedAndContainsNoSetting(String server, String user) throws IOException {
        assertEquals(user, instructions(server, "USER").getLast());
        assertTrue(instructions(server, "ENV").stream().noneMatch(line -> line.contains("CHATKIT_")));
    }

    @ParameterizedTest
    @CsvSource({"wildfly, chatkit.wildfly.home", "payara, chatkit.payara.home"})
    void baseImage_hasTheTestedVersion(String server, String home) throws IOException {
        String tested = System.getProperty(home).replaceFirst(".*/(wildfly|payara)-([^/]*).*", "$2");
        String image = instructions(server, "FROM").getLast();
        assertTrue(image.contains(":" + tested), () -> image + " is not of version " + tested);
    }

    /** The arguments of an instruction, with continued lines joined. */
    private static List<String> instructions(String server, String word) throws IOException {
        String text = Files.readString(FOLDER.resolve(server).resolve("Containerfile"))
                .replace("\\\n", " ");
        return text.lines()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length()).strip())
                .toList();
    }

    private static List<String> sources(String copy) {
        List<String> words =
                words(copy).stream().filter(word -> !word.startsWith("--")).toList();
        return words.subList(0, words.size() - 1);
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.split(" +", -1));
    }
}
