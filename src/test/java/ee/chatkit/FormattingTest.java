package ee.chatkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every source file is formatted by palantir-java-format. It runs here and not in a Maven plugin because the formatter
 * needs the JDK that compiles the project, and Maven itself may run on an older one.
 */
@Execution(ExecutionMode.CONCURRENT)
class FormattingTest {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void everySourceFileIsFormatted() throws Exception {
        List<Path> sources = sources();
        List<Path> unformatted = new ArrayList<>();
        for (Path source : sources) {
            String text = Files.readString(source);
            if (!formatted(text).equals(text)) {
                unformatted.add(source);
            }
        }
        assertTrue(sources.size() > 20, "found only " + sources.size() + " source files");
        assertTrue(unformatted.isEmpty(), "run: mvn test-compile exec:exec@format, for " + unformatted);
    }

    /** Formats every source file in place. */
    public static void main(String[] args) throws Exception {
        for (Path source : sources()) {
            String text = Files.readString(source);
            String formatted = formatted(text);
            if (!formatted.equals(text)) {
                Files.writeString(source, formatted);
                System.out.println("formatted " + source);
            }
        }
    }

    private static String formatted(String text) throws FormatterException {
        return FORMATTER.formatSourceAndFixImports(text);
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
