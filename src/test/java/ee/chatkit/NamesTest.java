package ee.chatkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simple name stands for one type of the project, in main and test code together. */
class NamesTest {
    @Test
    void topLevelTypes_haveUniqueSimpleNames() throws IOException {
        Map<String, List<Path>> byName;
        try (Stream<Path> main = Files.walk(Path.of("src/main/java"));
                Stream<Path> test = Files.walk(Path.of("src/test/java"))) {
            byName = Stream.concat(main, test)
                    .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(
                            file -> file.getFileName().toString(), TreeMap::new, Collectors.toList()));
        }
        assertTrue(byName.size() > 300, "only " + byName.size() + " sources were found");
        byName.values().removeIf(files -> files.size() == 1);
        assertEquals(Map.of(), byName);
    }
}
