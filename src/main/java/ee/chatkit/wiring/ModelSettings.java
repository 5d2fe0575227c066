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
 * The settings of language models, read once, at the start. A value that makes no sense stops the start with a message
 * that names the key, the value and what is allowed; the API key is never shown.
 *
 * @param endpoint the model to be built; empty when none is configured
 * @param options how a model is asked, also one that is an application's own
 * @param titleTimeout {@code chatkit.model.title-timeout}; empty when {@code chatkit.model.title} says that a model is not
 *     asked for titles
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
     * Where a model is and how it is called there.
     *
     * @param apiKey empty when the endpoint wants none
     */
    record Endpoint(URI baseUrl, Secret apiKey, String name) {}

    /** Text that nobody gets to see by accident. */
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
        Secret key = key(config);
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

    /** Goes into an HTTP header; whatever cannot be in one is refused, without being shown. */
    private static Secret key(Config config) {
        String key = config.getOptionalValue(API_KEY, String.class).orElse("").strip();
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalStateException(
                    "Invalid value for " + API_KEY + ": (hidden) (allowed: visible ASCII characters without spaces)");
        }
        return new Secret(key);
    }

    /** A password in it would be one that logs show, so it is refused, without being shown. */
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
            // refused below: the exception quotes the text
        }
        throw new IllegalStateException("Invalid value for " + BASE_URL + ": " + shown
                + " (allowed: http or https URL without user, query and fragment)");
    }

    private static ModelOptions options(Config config) {
        return new ModelOptions(
                Setting.read(config, INSTRUCTIONS, DEFAULT_INSTRUCTIONS, "text", text -> text),
                Setting.read(config, ALLOWED_NAMES, "", "comma-separated model names", ModelSettings::names),
                new ModelOptions.Window(
                        number(config, HISTORY_ITEMS, "50", "items", 1, 1000),
                        number(config, HISTORY_CHARACTERS, "60000", "characters", 1000, 10_000_000),
                        number(config, ATTACHMENT_BYTES, "4194304", "bytes", 0, 52_428_800)),
                new ModelOptions.Timeouts(
                        Duration.ofSeconds(number(config, IDLE_TIMEOUT, "120", "seconds", 1, 3600)),
                        Duration.ofSeconds(number(config, TOTAL_TIMEOUT, "600", "seconds", 1, 86_400))));
    }

    private static Optional<Duration> titleTimeout(Config config) {
        boolean wanted = Setting.read(config, TITLE, "true", "true or false", ModelSettings::yesOrNo);
        int seconds = number(config, TITLE_TIMEOUT, "3", "seconds", 1, 60);
        return wanted ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    private static int number(Config config, String key, String otherwise, String of, int least, int most) {
        String allowed = least + " to " + most + " " + of;
        return Setting.read(config, key, otherwise, allowed, text -> Setting.number(text, least, most));
    }

    private static boolean yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither");
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
