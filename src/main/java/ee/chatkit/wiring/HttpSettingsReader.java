package ee.chatkit.wiring;

import static java.util.stream.Collectors.toSet;

import ee.chatkit.http.CallerResolver;
import ee.chatkit.http.ContainerCallerResolver;
import ee.chatkit.http.HttpSettings;
import ee.chatkit.http.WebOrigin;
import ee.chatkit.model.Caller;
import ee.chatkit.wiring.server.Setting;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the HTTP layer: {@code chatkit.anonymous-user}, {@code .max-body-bytes}, {@code .public-url}, {@code
 * .allowed-origins}, {@code .admin-role}.
 */
final class HttpSettingsReader {
    static final String ANONYMOUS_USER = "chatkit.anonymous-user";
    static final String MAX_BODY_BYTES = "chatkit.max-body-bytes";
    static final String PUBLIC_URL = "chatkit.public-url";
    static final String ALLOWED_ORIGINS = "chatkit.allowed-origins";
    static final String ADMIN_ROLE = "chatkit.admin-role";

    private HttpSettingsReader() {}

    /** @param applicationResolver replaces the container's principal */
    static HttpSettings read(Config config, Optional<CallerResolver> applicationResolver) {
        String adminRole = Setting.read(config, ADMIN_ROLE, "chatkit-admin", "role name", HttpSettingsReader::role);
        return new HttpSettings(
                applicationResolver.orElseGet(() -> new ContainerCallerResolver(Set.of(adminRole))),
                Setting.<@Nullable String>read(
                        config,
                        ANONYMOUS_USER,
                        "",
                        "up to 255 characters without control characters",
                        HttpSettingsReader::userId),
                Setting.number(config, MAX_BODY_BYTES, "2097152", 1024, 268_435_456, "bytes"),
                Setting.<@Nullable URI>read(
                        config,
                        PUBLIC_URL,
                        "",
                        "absolute http or https URL, such as https://chat.example.com/api/",
                        HttpSettingsReader::url),
                Setting.read(
                        config,
                        ALLOWED_ORIGINS,
                        "",
                        "comma-separated origins without a path, such as https://app.example.com",
                        HttpSettingsReader::origins),
                adminRole,
                Clock.systemUTC());
    }

    private static String role(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }

    private static @Nullable String userId(String text) {
        return text.isEmpty() ? null : new Caller(text).userId();
    }

    /** With the trailing slash that relative links need. */
    private static @Nullable URI url(String text) {
        if (text.isEmpty()) {
            return null;
        }
        URI url = URI.create(text.endsWith("/") ? text : text + "/");
        String authority = url.getRawAuthority();
        if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))
                || authority == null
                || WebOrigin.parse(url.getScheme() + "://" + authority).isEmpty()
                || url.getQuery() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException("not a base URL");
        }
        return url;
    }

    /** Neither a wildcard nor {@code null}: allowed pages act with the login of the user. */
    private static Set<WebOrigin> origins(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(origin -> !text.isEmpty())
                .map(origin -> WebOrigin.parse(origin).orElseThrow(() -> new IllegalArgumentException("no origin")))
                .collect(toSet());
    }
}
