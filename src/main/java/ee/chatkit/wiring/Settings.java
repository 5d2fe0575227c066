package ee.chatkit.wiring;

import ee.chatkit.model.Caller;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Every setting, read from MicroProfile Config once, at the start. A value that makes no sense stops the start with a
 * message that names the key, the value and what is allowed.
 *
 * @param store {@code chatkit.store}: which store
 * @param datasources {@code chatkit.datasource}: JNDI names, the first that is bound is used
 * @param anonymousUser {@code chatkit.anonymous-user}: who unauthenticated calls act for; without it they are refused
 * @param maxBodyBytes {@code chatkit.max-body-bytes}: the largest request body
 * @param publicUrl {@code chatkit.public-url}: the address of the API as clients see it, where it is not the one that
 *     their requests come in by
 * @param retryInterval {@code chatkit.retry-interval}: seconds between attempts to reach a database that is away
 */
record Settings(
        StoreChoice store,
        List<String> datasources,
        Optional<String> anonymousUser,
        int maxBodyBytes,
        Optional<URI> publicUrl,
        Duration retryInterval) {

    static final String STORE = "chatkit.store";
    static final String DATASOURCE = "chatkit.datasource";
    static final String ANONYMOUS_USER = "chatkit.anonymous-user";
    static final String MAX_BODY_BYTES = "chatkit.max-body-bytes";
    static final String PUBLIC_URL = "chatkit.public-url";
    static final String RETRY_INTERVAL = "chatkit.retry-interval";

    private static final String DEFAULT_DATASOURCES = "java:jboss/datasources/ChatKitDS,jdbc/ChatKitDS";

    /** Which store is wanted. */
    enum StoreChoice {
        /** PostgreSQL where a datasource is bound, memory where none is. */
        AUTO,
        /** PostgreSQL; without a datasource the start fails. */
        JPA,
        /** Memory, whatever is bound. */
        MEMORY
    }

    static Settings read(Config config) {
        return new Settings(
                Setting.read(config, STORE, "auto", "auto, jpa or memory", Settings::choice),
                Setting.read(
                        config, DATASOURCE, DEFAULT_DATASOURCES, "JNDI names with commas between", Settings::names),
                Setting.read(
                        config,
                        ANONYMOUS_USER,
                        "",
                        "at most 255 characters, none of them a control character",
                        Settings::user),
                Setting.read(
                        config,
                        MAX_BODY_BYTES,
                        "2097152",
                        "a number of bytes from 1024 to 268435456",
                        text -> Setting.number(text, 1024, 268_435_456)),
                Setting.read(
                        config,
                        PUBLIC_URL,
                        "",
                        "an absolute http or https address, such as https://chat.example.com/api/",
                        Settings::address),
                Setting.read(
                        config,
                        RETRY_INTERVAL,
                        "5",
                        "a number of seconds from 1 to 3600",
                        text -> Duration.ofSeconds(Setting.number(text, 1, 3600))));
    }

    private static StoreChoice choice(String text) {
        return StoreChoice.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static List<String> names(String text) {
        List<String> names = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no name");
        }
        return names;
    }

    private static Optional<String> user(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new Caller(text).userId());
    }

    /** With the slash at its end that relative links need. */
    private static Optional<URI> address(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        URI address = URI.create(text.endsWith("/") ? text : text + "/");
        if (!List.of("http", "https").contains(address.getScheme())
                || address.getHost() == null
                || address.getQuery() != null
                || address.getFragment() != null) {
            throw new IllegalArgumentException("no address of an API");
        }
        return Optional.of(address);
    }
}
