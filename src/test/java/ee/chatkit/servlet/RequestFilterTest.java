package ee.chatkit.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the filter finds in requests, without a server. */
class RequestFilterTest {
    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, -1, false, 0",
        "HTTP/1.1, 0, false, 0",
        "HTTP/1.1, 7, false, 7",
        "HTTP/1.1, -1, true, -1",
        "HTTP/1.1, 0, true, -1",
        "HTTP/2.0, 0, false, -1",
        "HTTP/2.0, 7, false, -1",
        "HTTP/2.0, -1, false, -1"
    })
    void bodyLength_isKnownOnlyIfTheBodyEndsThere(String protocol, long contentLength, boolean chunked, long expected) {
        Map<String, List<String>> headers =
                chunked ? Map.of("Transfer-Encoding", List.of("chunked")) : Map.<String, List<String>>of();
        assertEquals(expected, RequestFilter.bodyLength(request(protocol, contentLength, "/api", "/api/x", headers)));
    }

    @ParameterizedTest
    @CsvSource({
        "/api, /chatkit/api/threads, true",
        "/api, /chatkit/%61pi/threads, true",
        "/api, /chatkit/;a/api/threads, true",
        "/api, /%63hatkit/api/threads, true",
        "'', /chatkit/api, true",
        "'', /chatkit/, false",
        "/apix, /chatkit/apix, false"
    })
    void api_isRecognizedByItsDecodedPath(String servletPath, String uri, boolean api) {
        assertEquals(api, SecurityHeaders.isApi(request("HTTP/1.1", 0, servletPath, uri, Map.of())));
    }

    @Test
    void accept_isCheckedInAllLines() {
        assertSame(request("Accept"), AcceptableRequest::of);
        assertSame(request("Accept", "application/json", "*/*;q=0.1"), AcceptableRequest::of);
        for (HttpServletRequest malformed :
                List.of(request("Accept", "application/json", "a/b;q=x"), request("Accept", ""))) {
            HttpServletRequest acceptable = AcceptableRequest.of(malformed);
            assertEquals("*/*", acceptable.getHeader("accept"));
            assertEquals(List.of("*/*"), Collections.list(acceptable.getHeaders("Accept")));
            assertNull(acceptable.getHeader("Accept-Language"));
        }
    }

    @Test
    void malformedAcceptLanguage_countsAsAny() {
        assertSame(request("Accept-Language", "de-DE", "en;q=0.5"), AcceptableRequest::of);
        HttpServletRequest acceptable = AcceptableRequest.of(request("Accept-Language", "de", "en;q=x"));
        assertEquals("*", acceptable.getHeader("Accept-Language"));
        assertEquals(List.of("*"), Collections.list(acceptable.getHeaders("accept-language")));
        assertNull(acceptable.getHeader("Accept"));
    }

    private static void assertSame(HttpServletRequest request, UnaryOperator<HttpServletRequest> filter) {
        Assertions.assertSame(request, filter.apply(request));
    }

    private static HttpServletRequest request(String header, String... lines) {
        return request("HTTP/1.1", 0, "/api", "/chatkit/api", Map.of(header, List.of(lines)));
    }

    private static HttpServletRequest request(
            String protocol, long contentLength, String servletPath, String uri, Map<String, List<String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                RequestFilterTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getProtocol" -> protocol;
                    case "getContentLengthLong" -> contentLength;
                    case "getContextPath" -> "/chatkit";
                    case "getServletPath" -> servletPath;
                    case "getRequestURI" -> uri;
                    case "getHeader" ->
                        headers.getOrDefault(arguments[0], List.of()).stream()
                                .findFirst()
                                .orElse(null);
                    case "getHeaders" -> Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
