package ee.chatkit.web;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chrome without a window and with an empty profile. It connects to this machine only, and reports what pages request and
 * what they write to the console.
 */
public final class Chrome implements AutoCloseable {
    private static final List<String> BROWSERS = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
    private static final String[] ARGUMENTS = {
        "--headless=new",
        // Chrome does not run as root otherwise
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--hide-scrollbars",
        "--use-fake-device-for-media-stream",
        "--force-color-profile=srgb",
        // a request to another machine is a defect: it is reported, and gets nowhere
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    };

    /** It warns of a newer Chrome than it has classes for; the commands that are used here need none. */
    private static final Logger CDP_VERSIONS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    public final ChromeDriver driver;
    private final Path profile;
    private final Map<String, String> requests = new LinkedHashMap<>();
    private final List<String> console = new ArrayList<>();

    private Chrome(Path browser, Path driverProgram) throws IOException {
        profile = Files.createTempDirectory(Files.createDirectories(Path.of("target/chrome")), "profile");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(ARGUMENTS);
        options.addArguments("--window-size=1000,800", "--user-data-dir=" + profile.toAbsolutePath());
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en-US,en"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driverProgram.toFile())
                .usingAnyFreePort()
                .build();
        CDP_VERSIONS.setLevel(Level.SEVERE);
        driver = new ChromeDriver(service, options);
    }

    /** Starts the Chrome of this machine. Nothing if it has no Chrome, or no chromedriver. */
    public static Optional<Chrome> start() throws IOException {
        Optional<Path> browser =
                BROWSERS.stream().map(Path::of).filter(Files::isExecutable).findFirst();
        Optional<Path> driver = onPath("chromedriver");
        return browser.isPresent() && driver.isPresent()
                ? Optional.of(new Chrome(browser.get(), driver.get()))
                : Optional.empty();
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> Stream.of(Path.of(directory, program), Path.of(directory, program + ".exe")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Sends a command of the Chrome DevTools Protocol. */
    void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    /** The addresses of all requests of pages since {@link #forget()}, without {@code data:} and {@code blob:}, and those that its policy stopped. */
    List<String> requests() {
        read();
        return List.copyOf(requests.values());
    }

    /** What pages wrote to the console since {@link #forget()}, uncaught errors and violations of the policy among it. */
    List<String> console() {
        read();
        return List.copyOf(console);
    }

    /** Errors of the console, other than responses with an error status, which tests give on purpose. */
    List<String> errors() {
        return console().stream()
                .filter(entry -> entry.startsWith(Level.SEVERE.getName()))
                .filter(entry -> !entry.contains("Failed to load resource"))
                .toList();
    }

    void forget() {
        read();
        requests.clear();
        console.clear();
    }

    private void read() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            console.add(entry.getLevel().getName() + " " + entry.getMessage());
        }
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            if (entry.getMessage().contains("\"Network.requestWillBeSent\"")
                    || entry.getMessage().contains("\"blockedReason\":\"csp\"")) {
                network(entry.getMessage());
            }
        }
    }

    private void network(String message) {
        try (var reader = Json.createReader(new StringReader(message))) {
            JsonObject event = reader.readObject().getJsonObject("message");
            JsonObject parameters = event.getJsonObject("params");
            switch (event.getString("method")) {
                case "Network.requestWillBeSent" -> {
                    String url = parameters.getJsonObject("request").getString("url");
                    if (!url.matches("(?s)(data|blob|about|chrome):.*")) {
                        requests.put(parameters.getString("requestId"), url);
                    }
                }
                // it was not sent: the policy of the page forbids it
                case "Network.loadingFailed" -> requests.remove(parameters.getString("requestId"));
                default -> {}
            }
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            // a process of Chrome may still write there; the build's directory is temporary anyway
        }
    }
}
