package ee.chatkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of the README and of the manual to a file of the project, and to a heading in it, leads somewhere. */
class DocumentationLinksTest {
    private static final Path README = Path.of("README.md");
    private static final Path MANUAL = Path.of("src/site/markdown");
    private static final Path INDEX = MANUAL.resolve("index.md");

    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|^ {4}.*?$|`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    static List<Path> pages() throws IOException {
        try (Stream<Path> manual = Files.list(MANUAL)) {
            return Stream.concat(Stream.of(README), manual.sorted()).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void link_leadsToAFileAndAHeading(Path page) {
        List<String> broken = links(page)
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !exists(page, link))
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void index_linksToEveryPage() throws IOException {
        Set<String> linked =
                links(INDEX).map(link -> link.replaceFirst("#.*", "")).collect(Collectors.toSet());
        for (Path page : pages()) {
            if (!page.equals(README) && !page.equals(INDEX)) {
                assertTrue(linked.contains(page.getFileName().toString()), () -> INDEX + " does not link to " + page);
            }
        }
    }

    private static boolean exists(Path page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    private static Stream<String> links(Path page) {
        return found(LINK, CODE.matcher(text(page)).replaceAll("code"));
    }

    /** As GitHub and GitLab make them of headings. */
    private static Set<String> anchors(Path page) {
        String withoutBlocks =
                Pattern.compile("(?ms)^ *```.*?^ *```$").matcher(text(page)).replaceAll("");
        return found(HEADING, withoutBlocks)
                .map(heading -> heading.strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
