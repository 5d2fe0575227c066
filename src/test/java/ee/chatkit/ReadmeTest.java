package ee.chatkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows in Java can be compiled as it stands there. */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:class|record|interface) (\\w+)");

    @TempDir
    private Path classes;

    @TestFactory
    Stream<DynamicTest> everyExampleCompiles() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertFalse(blocks.isEmpty());
        return blocks.stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.lines().findFirst().orElseThrow(), () -> assertEquals("", complaints(block))));
    }

    /** What the compiler says, warnings too. */
    private String complaints(String example) {
        Matcher named = CLASS.matcher(example);
        String name = named.find() ? named.group(1) : "none";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return example;
                    }
                };
        var said = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> options = List.of("-proc:none", "-Xlint:all", "-d", classes.toString(), "-classpath", path);
            compiler.getTask(said, files, null, options, null, List.of(file)).call();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return said.toString();
    }
}
