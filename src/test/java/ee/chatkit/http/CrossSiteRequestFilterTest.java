package ee.chatkit.http;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins and hosts of requests, without a server. */
class CrossSiteRequestFilterTest {
    private static final Map<String, String> FOREIGN =
            Map.of("Host", "chat.example.com", "Origin", "https://evil.example");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, localhost:8080, false",
                "same-origin, http://localhost:8080, localhost:8080, false",
                "same-origin, null, localhost:8080, false",
                "same-origin, https://chat.example.com, internal:8080, false",
                "none, -, localhost:8080, false",
                "same-site, http://localhost:3000, localhost:8080, true",
                "same-site, https://www.example.com, chat.example.com, true",
                "cross-site, -, localhost:8080, true",
                "something-new, -, localhost:8080, true",
                "-, http://localhost:8080, localhost:8080, false",
                "-, http://LOCALHOST:8080, localhost:8080, false",
                "-, http://localhost:3000, localhost:8080, true",
                "-, http://localhost, localhost:8080, true",
                "-, http://localhost, localhost:80, false",
                "-, https://chat.example.com, chat.example.com, false",
                "-, https://chat.example.com, chat.example.com:443, false",
                "-, https://chat.example.com, chat.example.com:80, true",
                "-, https://www.example.com, chat.example.com, true",
                "-, http://chat_kit:8080, chat_kit:8080, false",
                "-, http://chat_kit:3000, chat_kit:8080, true",
                "-, http://[::1]:8080, [::1]:8080, false",
                "-, http://[::1]:3000, [::1]:8080, true",
                "-, https://evil.example, localhost:8080, true",
                "-, null, localhost:8080, true",
                "-, https://evil.example, -, true",
                "-, not an origin, localhost:8080, true",
                "-, 'http://localhost:8080, https://evil.example', localhost:8080, true",
                "-, http://evil.example#localhost:8080, localhost:8080, true",
                "-, http://localhost:8080@evil.example, localhost:8080, true",
                "-, https://public.example.com, internal:8080, false",
                "-, https://public.example.com:8443, internal:8080, true",
                "cross-site, https://app.example.com, chat.example.com, false",
                "-, HTTPS://APP.example.com:443, chat.example.com, false",
                "cross-site, https://app.example.com:8443, chat.example.com, true",
                "cross-site, http://app.example.com, chat.example.com, true"
            })
    void crossOriginRequest_isDetected(String site, String origin, String host, boolean foreign) {
        URI publicUrl = URI.create("https://public.example.com/api/");
        assertEquals(
                foreign,
                CrossSiteRequestFilter.isCrossOrigin(
                        site, origin, host, settings(publicUrl, "https://app.example.com")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void writingRequestOfForeignPage_isRejectedWhateverTheLogin(String method) {
        assertEquals(403, status(method, FOREIGN));
        assertEquals(403, status(method, with("Authorization", "Basic YW5uOmFubg==")));
        assertEquals(403, status(method, with("Cookie", "session=1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void readingRequestOfForeignPage_isNotRejected(String method) {
        assertEquals(200, status(method, FOREIGN));
    }

    @Test
    void bearerToken_isNotSentByBrowsersOnTheirOwn() {
        assertEquals(200, status("POST", with("Authorization", "Bearer x")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "localhost, true",
                "localhost:8080, true",
                "LOCALHOST:8080, true",
                "localhost.:8080, true",
                "localhost:, true",
                "chat.localhost, true",
                "chatkit:8080, true",
                "chat_kit:8080, true",
                "chat-kit:8080, true",
                "xn--chtkit-cua, true",
                "127.0.0.1:8080, true",
                "192.168.0.10, true",
                "[::1]:8080, true",
                "[FE80::1%25eth0]:8080, true",
                "[fe80::1%eth0], true",
                "evil.example, false",
                "evil.example:8080, false",
                "evil_host.example, false",
                "evil.example., false",
                "127.0.0.1.evil.example, false",
                "localhost.evil.example, false",
                "evil.example/localhost, false",
                "localhost@evil.example, false",
                "[::1].evil.example, false",
                "[evil.example], false",
                "'localhost, evil.example', false",
                "localhost:8080:1, false",
                "., false",
                "a b, false",
                "'', false",
                "-, false"
            })
    void anonymousAccess_requiresLocalHost(String host, boolean local) {
        assertEquals(local, CrossSiteRequestFilter.isLocalHost(host));
    }

    private static Map<String, String> with(String name, String value) {
        return Map.of("Host", FOREIGN.get("Host"), "Origin", FOREIGN.get("Origin"), name, value);
    }

    /** The status of a rejection; 200 if the filter lets a request pass. */
    private static int status(String method, Map<String, String> headers) {
        var request = RequestStub.of(method, headers, "ann", "user");
        try {
            CrossSiteRequestFilter.requireOwnOrAllowedOrigin(request, settings(null));
            return 200;
        } catch (RequestRejectedException e) {
            return e.problem().status();
        }
    }

    private static HttpSettings settings(@Nullable URI publicUrl, String... allowed) {
        Set<WebOrigin> origins = Set.of(allowed).stream()
                .map(origin -> WebOrigin.parse(origin).orElseThrow())
                .collect(toSet());
        return new HttpSettings(
                request -> Optional.empty(), "demo", 1024, publicUrl, origins, "admin", Clock.systemUTC());
    }
}
