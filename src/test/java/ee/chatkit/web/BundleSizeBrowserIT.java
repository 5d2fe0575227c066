package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What browsers load before a person does anything, compressed, all of it together. */
class BundleSizeBrowserIT {
    private static final Path WEB = Path.of("target/web");
    private static final int LIMIT = 100_000;

    @RegisterExtension
    static final BrowserFixture browser = new BrowserFixture();

    @Test
    void pageWithTheElement_loadsAtMost100Kilobytes() throws IOException {
        browser.page().open("{ locale: 'de' }");
        List<String> files = files();
        assertEquals(List.of("chatkit-ee.js", "chatkit-ee/texts/de.js"), files);
        assertSize(files);
    }

    @Test
    void workspace_loadsAtMost100Kilobytes() throws IOException {
        browser.expectConsoleErrors();
        browser.chrome().driver.get(browser.server().origin() + "/");
        ChatKitPage page = browser.page();
        page.waitUntil(
                "the page shows something",
                () -> !browser.chrome()
                        .driver
                        .executeScript("return document.body.innerText.trim()")
                        .equals(""));
        List<String> files = files();
        assertTrue(files.containsAll(List.of("chatkit-ee.js", "index.html", "workspace.js")), files::toString);
        assertSize(files);
    }

    private static List<String> files() {
        return browser.chrome().requests().stream()
                .map(url -> url.substring(browser.server().origin().length() + 1))
                .map(path -> path.isEmpty() ? "index.html" : path)
                .filter(path -> Files.isRegularFile(WEB.resolve(path)))
                .distinct()
                .sorted()
                .toList();
    }

    private static void assertSize(List<String> files) throws IOException {
        var sizes = new TreeMap<String, Integer>();
        for (String file : files) {
            var compressed = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(compressed)) {
                Files.copy(WEB.resolve(file), out);
            }
            sizes.put(file, compressed.size());
        }
        int sum = sizes.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(sum <= LIMIT, () -> sum + " bytes: " + sizes);
    }
}
