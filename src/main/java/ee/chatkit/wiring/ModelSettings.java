package ee.chatkit.wiring;

import ee.chatkit.responder.model.ModelOptions;
import ee.chatkit.wiring.server.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * The settings {@code chatkit.model.*}, read once at startup. An invalid value fails the deployment with a message
 * that names the key, the value and the allowed values; the API key is never shown.
 *
 * @param endpoint the configured model; empty if there is none
 * @param options the options of requests, which apply to a model bean of the application too
 * @param titleTimeout {@code chatkit.model.title-timeout}; empty if {@code chatkit.model.title} is false
 */
record ModelSettings(Optional<Endpoint> endpoint, ModelOptions options, Optional<Duration> titleTimeout) {
    static final String BASE_URL = "chatkit.model.base-url";
    static final String API_KEY = "chatkit.model.api-key";
    static final String NAME = "chatkit.model.name";
    static final String ALLOWED_NAMES = "chatkit.model.allowed-names";
    static final String INSTRUCTIONS = "chatkit.model.instructions";
    static final String IDLE_TIMEOUT = "chatkit.model.idle-timeout";
    static final String TOTAL_TIMEOUT = "chatkit.model.total-timeout";
    static final String HISTORY_ITEMS = "chatkit.model.history-items";
    static final String HISTORY_CHARACTERS = "chatkit.model.history-characters";
    static final String ATTACHMENT_BYTES = "chatkit.model.attachment-bytes";
    static final String TITLE = "chatkit.model.title";
    static final String TITLE_TIMEOUT = "chatkit.model.title-timeout";

    private static final String DEFAULT_INSTRUCTIONS =
            "You are a helpful assistant in a business application. Answer in the language of the user, to the point,"
                    + " in Markdown where it helps. Say so when you do not know.";

    /**
     * A model at an OpenAI-compatible endpoint.
     *
     * @param apiKey empty if the endpoint requires none
     */
    record Endpoint(URI baseUrl, Secret apiKey, String name) {}

    /** A value that {@link #toString} hides. */
    record Secret(String value) {
        boolean isEmpty() {
            return value.isEmpty();
        }

        @Override
        public String toString() {
            return isEmpty() ? "(none)" : "(hidden)";
        }
    }

    static ModelSettings read(Config config) {
        return new ModelSettings(endpoint(config), options(config), titleTimeout(config));
    }

    private static Optional<Endpoint> endpoint(Config config) {
        String name = Setting.read(config, NAME, "", "model name without control characters", ModelSettings::oneLine);
        Secret key = apiKey(config);
        String url = config.getOptionalValue(BASE_URL, String.class).orElse("").strip();
        if (name.isEmpty()) {
            if (!key.isEmpty() || !url.isEmpty()) {
                throw new IllegalStateException(
                        "Missing value for " + NAME + ": required with " + BASE_URL + " or " + API_KEY);
            }
            return Optional.empty();
        }
        return Optional.of(new Endpoint(baseUrl(url), key, name));
    }

    /** The key is sent in an HTTP header; an invalid one is rejected without being shown. */
    private static Secret apiKey(Config config) {
        String key = config.getOptionalValue(API_KEY, String.class).orElse("").strip();
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalStateException(
                    "Invalid value for " + API_KEY + ": (hidden) (allowed: visible ASCII characters without spaces)");
        }
        return new Secret(key);
    }

    /**
     * A URL with a password is rejected, because URLs are logged; and a host name with an underscore, because the JDK's HTTP
     * client rejects it.
     */
    private static URI baseUrl(String text) {
        String shown = text.contains("@") ? "(hidden)" : "'" + text + "'";
        try {
            URI url = new URI(text.isEmpty() ? "https://api.openai.com/v1" : text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (Set.of("http", "https").contains(scheme)
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // rejected below: the message of the exception contains the text
        }
        throw new IllegalStateException("Invalid value for " + BASE_URL + ": " + shown
                + " (allowed: http or https URL without user, query and fragment, and without underscores in"
                + " the host name)");
    }

    private static ModelOptions options(Config config) {
        return new ModelOptions(
                Setting.read(config, INSTRUCTIONS, DEFAULT_INSTRUCTIONS, "text", text -> text),
                Setting.read(config, ALLOWED_NAMES, "", "comma-separated model names", ModelSettings::names),
                new ModelOptions.Window(
                        Setting.number(config, HISTORY_ITEMS, "50", 1, 1000, "items"),
                        Setting.number(config, HISTORY_CHARACTERS, "60000", 1000, 10_000_000, "characters"),
                        Setting.number(config, ATTACHMENT_BYTES, "4194304", 0, 52_428_800, "bytes")),
                new ModelOptions.Timeouts(
                        Duration.ofSeconds(Setting.number(config, IDLE_TIMEOUT, "120", 1, 3600, "seconds")),
                        Duration.ofSeconds(Setting.number(config, TOTAL_TIMEOUT, "600", 1, 86_400, "seconds"))));
    }

    private static Optional<Duration> titleTimeout(Config config) {
        boolean enabled = Setting.read(config, TITLE, "true", "true, false", ModelSettings::bool);
        int seconds = Setting.number(config, TITLE_TIMEOUT, "3", 1, 60, "seconds");
        return enabled ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("not a boolean");
        };
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(ModelSettings::oneLine)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String oneLine(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("control characters");
        }
        return text;
    }
}
