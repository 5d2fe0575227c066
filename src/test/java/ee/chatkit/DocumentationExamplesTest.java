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
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java example of the README and of the manual is a complete class that compiles without a warning. */
class DocumentationExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:class|record|interface) (\\w+)");

    @TempDir
    private Path classes;

    @TestFactory
    Stream<DynamicContainer> javaExamples_compileWithoutWarnings() throws IOException {
        List<Path> pages = pages();
        assertFalse(
                pages.stream().flatMap(page -> examples(page).stream()).count() < 10, "too few examples were found");
        return pages.stream().map(page -> DynamicContainer.dynamicContainer(page.toString(), tests(page)));
    }

    private Stream<DynamicTest> tests(Path page) {
        return examples(page).stream()
                .map(example -> DynamicTest.dynamicTest(
                        className(example), () -> assertEquals("", compilerOutput(className(example), example))));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> manual = Files.list(Path.of("src/site/markdown"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), manual.sorted())
                    .toList();
        }
    }

    private static List<String> examples(Path page) {
        try {
            return BLOCK.matcher(Files.readString(page))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String className(String example) {
        Matcher name = CLASS.matcher(example);
        return name.find() ? name.group(1) : "none";
    }

    private String compilerOutput(String name, String example) {
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return example;
                    }
                };
        var output = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> options = List.of("-proc:none", "-Xlint:all", "-d", classes.toString(), "-classpath", path);
            compiler.getTask(output, files, null, options, null, List.of(file)).call();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return output.toString();
    }
}
