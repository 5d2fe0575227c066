package ee.chatkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The README and the pages of the manual refer to files and headings that exist, and the index lists all pages. Anchors are
 * those that GitHub derives from headings; addresses of other sites are not checked.
 */
class ManualTest {
    private static final Path MANUAL = Path.of("src/site/markdown");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?) *#*");
    private static final Pattern EXTERNAL = Pattern.compile("[a-z]+:.*");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(MANUAL)) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_resolveToFilesAndHeadings(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String link : links(page)) {
            int hash = link.indexOf('#');
            String file = hash < 0 ? link : link.substring(0, hash);
            Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
            if (!Files.exists(target) || (hash >= 0 && !anchors(target).contains(link.substring(hash + 1)))) {
                broken.add(link);
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void index_linksToEveryPage() throws IOException {
        Path index = MANUAL.resolve("index.md");
        Set<Path> pages = new TreeSet<>(pages());
        pages.remove(index);
        assertTrue(pages.size() > 15, pages::toString);
        for (String link : links(index)) {
            pages.remove(index.resolveSibling(link).normalize());
        }
        assertEquals(Set.of(), pages);
    }

    @Test
    void anchors_areThoseOfGitHub() {
        List<String> page =
                List.of("# What `a.cli` changes, and why", "## Step", "## Step", "text", "### A_b - c/d (e)");
        assertEquals(Set.of("what-acli-changes-and-why", "step", "step-1", "a_b---cd-e"), anchors(page));
    }

    private static List<String> links(Path page) throws IOException {
        return prose(page).stream()
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1))
                .filter(link -> !EXTERNAL.matcher(link).matches())
                .toList();
    }

    private static Set<String> anchors(Path page) throws IOException {
        return anchors(prose(page));
    }

    private static Set<String> anchors(List<String> lines) {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> repetitions = new HashMap<>();
        for (String line : lines) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                String slug = heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                        .replace(' ', '-');
                int number = repetitions.merge(slug, 1, Integer::sum);
                anchors.add(number == 1 ? slug : slug + "-" + (number - 1));
            }
        }
        return anchors;
    }

    /** The lines of a page without its blocks of code. */
    private static List<String> prose(Path page) throws IOException {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : Files.readAllLines(page)) {
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced && !line.startsWith("    ")) {
                prose.add(line);
            }
        }
        return prose;
    }
}
