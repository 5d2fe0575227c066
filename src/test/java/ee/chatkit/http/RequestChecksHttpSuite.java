package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.server.RawConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What applies to all requests: ids, security headers, one format of errors, and syntax that JAX-RS does not get to see. */
public interface RequestChecksHttpSuite {
    Map<String, String> SECURITY_HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer");

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    @Test
    default void everyResponse_hasSecurityHeaders() {
        var rest = new RestTestClient(base());
        for (RestResponse response : List.of(
                rest.get("threads").expect(200),
                rest.get("threads/none").expect(404),
                rest.get("nothing").expect(404),
                rest.get("../").expect(200),
                rest.get("../nothing").expect(404),
                rest.get("openapi.yaml").expect(200))) {
            SECURITY_HEADERS.forEach((name, value) -> assertEquals(value, response.header(name), response.request()));
            assertTrue(
                    response.header("Content-Security-Policy").contains("frame-ancestors 'none'"), response.request());
            assertEquals("", response.header("Strict-Transport-Security"), response.request());
            assertTrue(response.header("X-Request-Id").matches("[0-9a-f]{32}"), response.request());
        }
    }

    @Test
    default void requestId_isThatOfTheClient() {
        var rest = new RestTestClient(base());
        RestResponse own = rest.get("threads/none", "X-Request-Id", "my-id.1").expectProblem(404, "not-found");
        assertEquals("my-id.1", own.header("X-Request-Id"));
        assertEquals("my-id.1", own.text("request_id"));
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        RestResponse traced = rest.get(
                        "nothing", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01", "X-Request-Id", "x")
                .expectProblem(404, "not-found");
        assertEquals(trace, traced.header("X-Request-Id"));
        assertEquals(trace, traced.text("request_id"));
        RestResponse malformed = rest.get("nothing", "X-Request-Id", "<b>").expectProblem(404, "not-found");
        assertEquals(malformed.header("X-Request-Id"), malformed.text("request_id"));
        assertTrue(malformed.text("request_id").matches("[0-9a-f]{32}"));
    }

    @Test
    default void unknownPathOutsideOfTheApi_isAProblem() {
        var rest = new RestTestClient(base());
        rest.get("../nothing").expectProblem(404, "not-found");
        rest.get("../error").expectProblem(404, "not-found");
    }

    @Test
    default void malformedAccept_countsAsNone() {
        var rest = new RestTestClient(base());
        for (String accept : List.of("a/b;q=x", "x", "*;q=.2", "a/b;q=2", "/", ",".repeat(5000) + "x")) {
            rest.get("threads", "Accept", accept).expect(200);
        }
        rest.get("threads", "Accept", "text/csv").expectProblem(406, "not-acceptable");
    }

    @Test
    default void malformedAcceptLanguage_countsAsNone() {
        var rest = new RestTestClient(base());
        for (String language : List.of("en;q=x", "en;q=\"x\"", "x_y;;", "-", "en;q=2", "e".repeat(5000))) {
            rest.get("threads", "Accept-Language", language).expect(200);
        }
    }

    @Test
    default void malformedContentType_isUnsupported() {
        var rest = new RestTestClient(base());
        for (String type : List.of("x", "a/", "a/b;c", "application/json; charset=\"")) {
            rest.send("POST", "threads", RestTestClient.bytes("{}"), "Content-Type", type)
                    .expectProblem(415, "unsupported-media-type");
        }
    }

    @Test
    default void malformedUri_isInvalid() throws IOException {
        for (String target : List.of(
                "/api/threads/[",
                "/api/threads?a=%",
                "/api/%zz",
                "/api/threads/%2",
                "/[",
                "/api/threads?a=^",
                "/api/threads/%E4")) {
            try (var connection = new RawConnection(base())) {
                connection.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertTrue(connection.readFor(Duration.ofSeconds(30)), connection::text);
                // Payara itself answers to a path with an invalid percent sign
                if (connection.text().contains("X-Request-Id") || !target.contains("%")) {
                    assertEquals(400, connection.status(), () -> target + " " + connection.text());
                }
            }
        }
    }

    @Test
    default void unknownMethod_isAProblem() {
        var rest = new RestTestClient(base());
        rest.send("BREW", "threads", null).expectProblem(405, "method-not-allowed");
    }

    /** Payara's servlet of files forbids to change them; what it does not know is not supported there either. */
    @Test
    default void unsupportedMethodOutsideOfTheApi_isToldWhatIsSupported() {
        var rest = new RestTestClient(base());
        for (String method : List.of("PUT", "DELETE", "BREW")) {
            // Payara's listener rejects a body of DELETE
            var rejected = rest.send(method, "../nothing", method.equals("DELETE") ? null : RestTestClient.bytes("{}"));
            if (rejected.response().statusCode() == 403 && !method.equals("BREW")) {
                rejected.expectProblem(403, "forbidden");
            } else {
                rejected.expectProblem(405, "method-not-allowed");
                assertTrue(rejected.header("Allow").contains("GET"), method);
            }
        }
    }

    /** The body comes after the response. Either it is discarded, or the client is told that the connection is closed. */
    @Test
    default void bodyOfAFileAfterItsResponse_doesNotFailTheNextRequest() throws IOException {
        for (String request : List.of("PUT /nothing", "POST /nothing", "POST /")) {
            try (var connection = new RawConnection(base())) {
                connection.send(request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n");
                connection.readUntil(received -> received.length > 0, Duration.ofSeconds(20));
                assertTrue(connection.status() != 400, connection::text);
                if (connection.text().contains("\r\nConnection: close\r\n")) {
                    connection.send("{}");
                    assertTrue(connection.readFor(Duration.ofSeconds(20)), request);
                } else {
                    connection.send(
                            "{}GET /api/threads/thr_x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                    assertTrue(connection.readFor(Duration.ofSeconds(20)), request);
                    assertTrue(connection.text().contains("HTTP/1.1 404 "), connection::text);
                }
            }
        }
    }

    /** The end of the first body comes with the next request, while the first one waits for it. */
    @Test
    default void requestThatComesWithTheEndOfABody_isAnswered() throws IOException {
        for (String[] body : new String[][] {
            {"Content-Length: 2\r\n\r\n", "{}"},
            {"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", "0\r\n\r\n"}
        }) {
            try (var connection = new RawConnection(base())) {
                connection.send("POST /api/threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + body[0]);
                assertFalse(connection.readFor(Duration.ofMillis(50)), connection::text);
                connection.send(
                        body[1] + "GET /api/threads/thr_x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertTrue(connection.readFor(Duration.ofSeconds(20)), connection::text);
                assertEquals(201, connection.status(), connection::text);
                assertTrue(connection.text().contains("HTTP/1.1 404 "), connection::text);
            }
        }
    }

    /** The client ends the connection, but still reads. The server may close it without a response. */
    @Test
    default void bodyThatEndsEarly_isInvalid() throws IOException {
        for (String body : List.of(
                "Content-Length: 9\r\n\r\n",
                "Content-Length: 9\r\n\r\n{}",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{}")) {
            try (var connection = new RawConnection(base())) {
                connection.send("POST /api/threads HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\n" + body);
                connection.endOutput();
                assertTrue(connection.readFor(Duration.ofSeconds(10)), body);
                assertTrue(Set.of(0, 400).contains(connection.status()), connection::text);
            }
        }
    }

    /**
     * Their ends are not known before they are read, so the request is dispatched again, while another thread may still be
     * processing it for the first time. Several at a time, so that this happens.
     */
    @Test
    default void chunkedBodies_areAnsweredCompletely() throws InterruptedException, ExecutionException {
        String body = "{\"type\":\"threads.list\",\"params\":{\"limit\":1}}";
        String request = "POST /api/chatkit HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        List<Future<String>> responses = new ArrayList<>();
        try (var executor = Executors.newFixedThreadPool(8)) {
            for (int n = 0; n < 80; n++) {
                responses.add(executor.submit(() -> {
                    try (var connection = new RawConnection(base())) {
                        connection.send(request);
                        boolean closed = connection.readFor(Duration.ofSeconds(10));
                        return (closed ? "" : "hangs ") + connection.status();
                    }
                }));
            }
        }
        for (Future<String> response : responses) {
            assertEquals("200", response.get());
        }
    }

    @Test
    default void unsupportedMediaType_isToldWhatIsAccepted() {
        var rest = new RestTestClient(base());
        for (List<String> expected : List.of(
                List.of("POST", "chatkit", "Accept-Post", RestTestClient.JSON),
                List.of("POST", "threads/x/items", "Accept-Post", RestTestClient.JSON),
                List.of("POST", "attachments", "Accept-Post", RestTestClient.JSON + ", multipart/form-data"),
                List.of("PATCH", "threads/x", "Accept-Patch", "application/merge-patch+json, " + RestTestClient.JSON),
                List.of("PUT", "active-opportunity", "Accept", RestTestClient.JSON))) {
            RestResponse rejected = rest.send(
                            expected.get(0), expected.get(1), RestTestClient.bytes("x"), "Content-Type", "text/plain")
                    .expectProblem(415, "unsupported-media-type");
            assertEquals(expected.get(3), rejected.header(expected.get(2)));
            assertEquals(
                    "Content-Type must be " + expected.get(3).replace(", ", " or "),
                    rejected.json().getString("detail"));
        }
        RestResponse rejected = rest.send(
                        "POST", "import", RestTestClient.bytes("{}"), "Content-Type", RestTestClient.JSON)
                .expectProblem(415, "unsupported-media-type");
        assertTrue(rejected.header("Accept-Post").startsWith("application/x-ndjson,"), () -> rejected.text("detail"));
    }

    @Test
    default void gzipBody_isUnpackedAndOtherEncodingsAreRejected() throws IOException {
        var rest = new RestTestClient(base());
        byte[] json = RestTestClient.bytes("{\"type\":\"threads.list\",\"params\":{}}");
        rest.send("POST", "chatkit", json, "Content-Type", RestTestClient.JSON, "Content-Encoding", "identity")
                .expect(200);
        for (String encoding : List.of("br", "gzip, gzip", "deflate")) {
            RestResponse rejected = rest.send(
                            "POST", "chatkit", json, "Content-Type", RestTestClient.JSON, "Content-Encoding", encoding)
                    .expectProblem(415, "unsupported-media-type");
            assertEquals("gzip", rejected.header("Accept-Encoding"));
        }
        rest.send("POST", "threads", json, "Content-Type", RestTestClient.JSON, "Content-Encoding", "gzip")
                .expectProblem(400, "invalid-request");
        rest.send(
                        "POST",
                        "threads",
                        gzip(new byte[20_000_000]),
                        "Content-Type",
                        RestTestClient.JSON,
                        "Content-Encoding",
                        "gzip")
                .expectProblem(413, "too-large");
        assertEquals(
                "identity",
                rest.send(
                                "POST",
                                "attachments",
                                json,
                                "Content-Type",
                                "multipart/form-data; boundary=b",
                                "Content-Encoding",
                                "gzip")
                        .expect(415)
                        .header("Accept-Encoding"));
    }

    @Test
    default void gzipBody_isRead() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base().resolve("threads"))
                .header("Content-Type", RestTestClient.JSON)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(RestTestClient.bytes("{\"title\":\"Packed\"}"))))
                .build();
        var response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());
        assertEquals(201, response.statusCode(), response::body);
        assertTrue(response.body().contains("Packed"), response::body);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
