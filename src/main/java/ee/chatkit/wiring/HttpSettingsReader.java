package ee.chatkit.wiring;

import ee.chatkit.http.CallerResolver;
import ee.chatkit.http.HttpSettings;
import ee.chatkit.model.Caller;
import ee.chatkit.wiring.server.Setting;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The settings of HTTP: {@code chatkit.anonymous-user}, {@code chatkit.max-body-bytes}, {@code chatkit.public-url}. */
final class HttpSettingsReader {
    static final String ANONYMOUS_USER = "chatkit.anonymous-user";
    static final String MAX_BODY_BYTES = "chatkit.max-body-bytes";
    static final String PUBLIC_URL = "chatkit.public-url";

    private HttpSettingsReader() {}

    static HttpSettings read(Config config, CallerResolver callers) {
        return new HttpSettings(
                callers,
                Setting.<@Nullable String>read(
                        config,
                        ANONYMOUS_USER,
                        "",
                        "up to 255 characters without control characters",
                        HttpSettingsReader::user),
                Setting.read(
                        config,
                        MAX_BODY_BYTES,
                        "2097152",
                        "1024 to 268435456 bytes",
                        text -> Setting.number(text, 1024, 268_435_456)),
                Setting.<@Nullable URI>read(
                        config,
                        PUBLIC_URL,
                        "",
                        "absolute http or https URL, such as https://chat.example.com/api/",
                        HttpSettingsReader::address),
                Clock.systemUTC());
    }

    private static @Nullable String user(String text) {
        return text.isEmpty() ? null : new Caller(text).userId();
    }

    /** With the slash at its end that relative links need. */
    private static @Nullable URI address(String text) {
        if (text.isEmpty()) {
            return null;
        }
        URI address = URI.create(text.endsWith("/") ? text : text + "/");
        if (!List.of("http", "https").contains(address.getScheme())
                || address.getHost() == null
                || address.getQuery() != null
                || address.getFragment() != null) {
            throw new IllegalArgumentException("no address of an API");
        }
        return address;
    }
}
