package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of the element and of the page at the root are complete in every language. */
class TextsTest {
    private static final List<String> LANGUAGES = List.of("ar", "de", "es", "fr", "it", "ja", "ko", "pt", "zh");
    private static final List<Path> DIRECTORIES =
            List.of(Path.of("src/main/web/texts"), Path.of("src/main/web/workspace/texts"));
    private static final Pattern ENTRY = Pattern.compile("(?m)^  '([^']+)':\\s+'([^']*)',$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");
    private static final Pattern SENTENCE = Pattern.compile("\\p{IsLatin}+ \\p{IsLatin}+ .*");

    static Stream<Path> translations() {
        return DIRECTORIES.stream()
                .flatMap(directory -> LANGUAGES.stream().map(language -> directory.resolve(language + ".ts")));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void translation_hasTheKeysOfEnglish(Path file) throws IOException {
        assertEquals(keys(english(file)), keys(entries(file)));
    }

    @ParameterizedTest
    @MethodSource("translations")
    void translation_hasThePlaceholdersOfEnglish(Path file) throws IOException {
        Map<String, String> english = english(file);
        for (var entry : entries(file).entrySet()) {
            assertEquals(
                    placeholders(english.getOrDefault(entry.getKey(), "")),
                    placeholders(entry.getValue()),
                    entry.getKey());
        }
    }

    @ParameterizedTest
    @MethodSource("translations")
    void translation_isNotInEnglish(Path file) throws IOException {
        Map<String, String> english = english(file);
        List<String> left = new ArrayList<>();
        entries(file).forEach((key, value) -> {
            if (value.isBlank() || (SENTENCE.matcher(value).matches() && value.equals(english.get(key)))) {
                left.add(key);
            }
        });
        assertEquals(List.of(), left);
    }

    private static Map<String, String> english(Path file) throws IOException {
        return entries(file.resolveSibling("en.ts"));
    }

    private static List<String> keys(Map<String, String> entries) {
        return entries.keySet().stream().sorted().toList();
    }

    private static Map<String, String> entries(Path file) throws IOException {
        String source = Files.readString(file);
        Map<String, String> entries = new LinkedHashMap<>();
        for (Matcher entry = ENTRY.matcher(source); entry.find(); ) {
            entries.put(entry.group(1), entry.group(2));
        }
        assertTrue(entries.size() > 100, () -> "only " + entries.size() + " texts were found in " + file);
        assertEquals(source.lines().filter(line -> line.startsWith("  ")).count(), entries.size(), file + ": lines");
        return entries;
    }

    private static List<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group())
                .distinct()
                .sorted()
                .toList();
    }
}
