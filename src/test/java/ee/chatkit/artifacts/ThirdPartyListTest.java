package ee.chatkit.artifacts;

import static ee.chatkit.artifacts.SbomFixtures.component;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThirdPartyListTest {
    @TempDir
    private Path folder;

    private final Map<String, Path> jars = new HashMap<>();

    @BeforeEach
    void jars() throws IOException {
        jar("with", "META-INF/LICENSE.txt", "NOTICE");
        jar("without", "org/example/License.class");
        jar("library-part", "a");
        Files.writeString(folder.resolve("library.txt"), "Redistribution is permitted\n");
    }

    @Test
    void licenseInTheJar_isNamed() throws IOException {
        assertEquals("""
            Third-party software in product.war

            ChatKit EE is licensed under Apache-2.0 (LICENSE). It contains these libraries, whose source code is not modified.

            org.example:with:1.0
                licence  MIT
                text     META-INF/LICENSE.txt, NOTICE in with-1.0.jar
            """, list(component("org.example", "with", "MIT")));
    }

    @Test
    void libraryWithoutText_refersToTheProductsLicenseIfThatIsTheSame() throws IOException {
        assertTrue(list(component("org.example", "without", "Apache-2.0")).endsWith("    text     LICENSE\n"));
    }

    @Test
    void libraryWithoutText_getsItAtTheEndOnce() throws IOException {
        jar("library", "a");
        String list = list(
                component("org.example", "library-part", "BSD-3-Clause"),
                component("org.example", "library", "BSD-3-Clause"));
        assertTrue(list.contains("    text     at the end of this file: library\n"), list);
        assertTrue(list.endsWith("\n\n---- library ----\n\nRedistribution is permitted\n"), list);
        assertEquals(2, list.split("---- library ----").length);
    }

    @Test
    void bundledLibrary_isNotAFileAndGetsItsTextAtTheEnd() throws IOException {
        String list = list(component("org.mvnpm.at.scope", "library-part", "MIT"));
        assertTrue(list.contains("""
            org.mvnpm.at.scope:library-part:1.0
                where    inside of the modules for browsers, *.js
                licence  MIT
                text     at the end of this file: library
            """), list);
        assertThrows(IllegalArgumentException.class, () -> list(component("org.mvnpm", "with", "MIT")));
    }

    @Test
    void libraryWithoutTextOfAnotherLicense_isRejected() {
        var e = assertThrows(
                IllegalArgumentException.class, () -> list(component("org.example", "without", "BSD-2-Clause")));
        assertTrue(e.getMessage().startsWith("org.example:without:1.0 has no text of its licence (BSD-2-Clause)"));
    }

    @Test
    void libraryWithoutFile_isRejected() {
        assertThrows(IllegalArgumentException.class, () -> list(component("org.example", "absent", "Apache-2.0")));
    }

    @Test
    void selection_hasTheIncludesOfTheAssembly() {
        Predicate<SbomComponent> selection = ThirdPartyFiles.selection("""
            <includes>
              <include>*.jar</include>
              <include>org.example:one</include>
              <include>org.jline:*</include>
            </includes>
            """);
        assertTrue(selection.test(component("org.example", "one")));
        assertTrue(selection.test(component("org.jline", "jline-terminal")));
        assertTrue(selection.negate().test(component("org.example", "other")));
        assertTrue(selection.negate().test(component("org.other", "one")));
    }

    private String list(SbomComponent... components) throws IOException {
        return new ThirdPartyList(folder, jars).of("product.war", "LICENSE", List.of(components));
    }

    private void jar(String name, String... entries) throws IOException {
        Path file = folder.resolve(name + "-1.0.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
            }
        }
        jars.put(file.getFileName().toString(), file);
    }
}
