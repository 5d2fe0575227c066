package ee.chatkit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WindowType;

/**
 * A Chrome and a {@link FakeChatKitServer} for a test class:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final BrowserFixture browser = new BrowserFixture();
 * }</pre>
 *
 * <p>Each test begins with an empty page, an empty server and no emulation. After each test there must have been no request to
 * another server and no error on the console; a test that provokes errors calls {@link #expectConsoleErrors()}. Of a test that
 * fails there is a screenshot in {@code target/screens}.
 *
 * <p>On a machine without Chrome the tests are skipped; with {@code CI=true} in the environment they fail.
 */
final class BrowserFixture implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Path SCREENS = Path.of("target/screens");
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 800;

    private Chrome chrome;
    private FakeChatKitServer server;
    private boolean consoleErrorsExpected;
    /** The server under test, if it is not {@link #server}; empty otherwise. */
    private String otherServer = "";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        assertTrue(
                Files.exists(Path.of("target/web/chatkit-ee.js")),
                "target/web is missing: build it by mvn test-compile");
        Optional<Chrome> started = Chrome.start();
        if (started.isEmpty()) {
            String message = "Chrome and chromedriver are needed (on Debian the packages chromium and chromium-driver)";
            assertTrue(!"true".equals(System.getenv("CI")), message);
            assumeTrue(false, message);
        }
        chrome = started.orElseThrow();
        server = new FakeChatKitServer();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        consoleErrorsExpected = false;
        chrome.driver.get("about:blank");
        // what a page has kept for its tab can only be cleared by a page of the same origin
        chrome.driver.get(server.origin() + "/favicon.ico");
        chrome.driver.executeScript("sessionStorage.clear()");
        chrome.command("Browser.resetPermissions", Map.of());
        for (String origin : otherServer.isEmpty() ? List.of(server.origin()) : List.of(server.origin(), otherServer)) {
            chrome.command(
                    "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "local_storage,cookies"));
        }
        media(Map.of());
        viewport(WIDTH, HEIGHT, 1);
        network(true);
        chrome.command("Network.setCacheDisabled", Map.of("cacheDisabled", true));
        chrome.forget();
        server.reset();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        String test = context.getRequiredTestClass().getSimpleName() + "-"
                + context.getRequiredTestMethod().getName();
        Optional<Throwable> failure = context.getExecutionException();
        if (failure.isPresent()) {
            screenshot("failed/" + test);
            chrome.console()
                    .forEach(entry -> failure.get().addSuppressed(new AssertionError("On the console: " + entry)));
            return;
        }
        assertEquals(List.of(), foreignRequests(), "requests to other servers");
        if (!consoleErrorsExpected) {
            assertEquals(List.of(), chrome.errors(), "errors on the console");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (chrome != null) {
            chrome.close();
            server.close();
        }
    }

    Chrome chrome() {
        return chrome;
    }

    FakeChatKitServer server() {
        return server;
    }

    /** A page with one element, not opened yet. */
    ChatKitPage page() {
        return new ChatKitPage(this);
    }

    /** The pages of a test come from a real server. */
    void uses(String origin) {
        otherServer = origin;
    }

    /** Errors on the console do not make the test fail. */
    void expectConsoleErrors() {
        consoleErrorsExpected = true;
    }

    /** The requests of pages that went, or tried to go, to another origin than the server's. */
    List<String> foreignRequests() {
        return chrome.requests().stream()
                .filter(url -> !(url + "/").startsWith(server.origin() + "/"))
                .filter(url -> otherServer.isEmpty() || !(url + "/").startsWith(otherServer + "/"))
                .toList();
    }

    /** Does something in a second tab, which is closed then. The first one is seen again. */
    void inSecondTab(Runnable work) {
        String first = chrome.driver.getWindowHandle();
        chrome.driver.switchTo().newWindow(WindowType.TAB);
        try {
            work.run();
        } finally {
            chrome.driver.close();
            chrome.driver.switchTo().window(first);
            chrome.command("Page.bringToFront", Map.of());
        }
    }

    /** Whether pages have a network. */
    void network(boolean online) {
        chrome.command(
                "Network.emulateNetworkConditions",
                Map.of("offline", !online, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** The size of the page in CSS pixels, and the pixels of the screen for one of them. */
    void viewport(int width, int height, double scale) {
        chrome.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", false));
    }

    /** What media queries say, such as {@code prefers-color-scheme} with {@code dark}. Other features are as usual. */
    void media(Map<String, String> features) {
        chrome.command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        features.entrySet().stream()
                                .map(feature -> Map.of("name", feature.getKey(), "value", feature.getValue()))
                                .toList()));
    }

    /** Whether pages may use the microphone, which is an imitation. */
    void microphone(boolean allowed) {
        chrome.command(
                "Browser.setPermission",
                Map.of(
                        "permission", Map.of("name", "microphone"),
                        "setting", allowed ? "granted" : "denied",
                        "origin", server.origin()));
    }

    /** Saves what the page looks like as {@code target/screens/NAME.png}. */
    void screenshot(String name) throws IOException {
        Path file = SCREENS.resolve(name + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, chrome.driver.getScreenshotAs(OutputType.BYTES));
    }
}
