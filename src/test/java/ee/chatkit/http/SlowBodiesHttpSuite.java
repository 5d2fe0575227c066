package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.RawConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Request bodies that come slowly, or not at all, more of them than the server has worker threads. The server's {@code
 * chatkit.body-timeout} is {@link #BODY_TIMEOUT}.
 */
public interface SlowBodiesHttpSuite {
    /** A small timeout, in seconds. */
    String BODY_TIMEOUT = "4";

    /** How many connections for each kind of body. A server has some 32 to 50 workers. */
    int CONNECTIONS = 40;

    /** The response to another request meanwhile; far below the time for which slow bodies used to hold workers. */
    Duration PROMPT = Duration.ofSeconds(5);

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The kinds of request bodies, with the statuses by which a slow one may end. */
    private static Map<String, Set<Integer>> kinds() {
        return Map.of(
                "POST /api/threads|application/json", Set.of(408),
                "POST /api/chatkit|application/json", Set.of(408),
                "POST /api/attachments|multipart/form-data; boundary=x", Set.of(408),
                "POST /api/import|application/x-ndjson", Set.of(408),
                "PUT /api/attachment-links/x/upload?expires=99999999999&signature=y|text/plain", Set.of(403),
                "POST /api/nothing|text/plain", Set.of(404),
                "POST /index.html|text/plain", Set.of(200, 405));
    }

    @Test
    default void slowBodies_occupyNoWorkerAndEnd() throws Exception {
        checkOthersAreServed("Content-Length: 1000000\r\n\r\n", " ");
    }

    @Test
    default void absentBodies_occupyNoWorkerAndEnd() throws Exception {
        checkOthersAreServed("Content-Length: 100\r\n\r\n", "");
    }

    @Test
    default void slowChunkedBodies_occupyNoWorkerAndEnd() throws Exception {
        checkOthersAreServed("Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n");
    }

    @Test
    default void malformedChunks_occupyNoWorkerAndEnd() throws Exception {
        List<RawConnection> connections = open("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n");
        try {
            assertPromptResponse();
            for (RawConnection connection : connections) {
                assertTrue(connection.readFor(Duration.ofSeconds(30)), connection::text);
                assertTrue(connection.status() < 500, connection::text);
            }
        } finally {
            connections.forEach(RawConnection::close);
        }
    }

    private void checkOthersAreServed(String headersAndBeginning, String piece) throws Exception {
        List<RawConnection> connections = open(headersAndBeginning);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (RawConnection connection : connections) {
                senders.add(executor.submit(() -> sendUntilClosed(connection, piece)));
            }
            for (int n = 0; n < 3; n++) {
                assertPromptResponse();
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        } finally {
            connections.forEach(RawConnection::close);
        }
        int n = 0;
        for (var kind : kinds().entrySet()) {
            for (RawConnection connection : connections.subList(n, n + CONNECTIONS)) {
                assertTrue(
                        kind.getValue().contains(connection.status()), () -> kind.getKey() + " " + connection.text());
                if (connection.status() == 408) {
                    assertTrue(connection.text().contains("urn:chatkit:problem:request-timeout"), connection::text);
                }
            }
            n += CONNECTIONS;
        }
    }

    private List<RawConnection> open(String headersAndBeginning) throws IOException {
        List<RawConnection> connections = new ArrayList<>();
        for (String kind : kinds().keySet()) {
            String[] parts = kind.split("\\|", -1);
            for (int n = 0; n < CONNECTIONS; n++) {
                var connection = new RawConnection(base());
                connections.add(connection);
                connection.send(parts[0] + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + parts[1] + "\r\n"
                        + headersAndBeginning);
            }
        }
        return connections;
    }

    /** Fails if the server has not closed the connection long after the timeout. */
    private static void sendUntilClosed(RawConnection connection, String piece) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!connection.readFor(Duration.ofMillis(500))) {
            assertTrue(System.nanoTime() < deadline, () -> "still open after " + connection.text());
            try {
                connection.send(piece);
            } catch (IOException e) {
                connection.readFor(Duration.ofMillis(500)); // closed: what was received before
                return;
            }
        }
    }

    private void assertPromptResponse() {
        long start = System.nanoTime();
        new RestTestClient(base()).get("threads").expect(200);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(taken.compareTo(PROMPT) < 0, () -> "the response took " + taken);
    }

    @Test
    default void slowStreamsOfOneHttp2Connection_occupyNoWorker() throws Exception {
        try (var connection = new RawConnection(base())) {
            connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            connection.send(frame(4, 0, 0, new byte[0]));
            for (int n = 0; n < CONNECTIONS; n++) {
                connection.send(frame(1, 4, 2 * n + 1, http2Headers()));
                connection.send(frame(0, 0, 2 * n + 1, new byte[] {' '}));
            }
            for (int n = 0; n < 3; n++) {
                assertPromptResponse();
                connection.readFor(Duration.ofMillis(200));
            }
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (count(connection.text(), "urn:chatkit:problem:request-timeout") < CONNECTIONS) {
                assertTrue(System.nanoTime() < deadline, connection::text);
                if (connection.readFor(Duration.ofMillis(500))) {
                    break;
                }
            }
            assertEquals(CONNECTIONS, count(connection.text(), "urn:chatkit:problem:request-timeout"));
        }
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        var out = new ByteArrayOutputStream();
        int[] header = {
            payload.length >> 16,
            payload.length >> 8,
            payload.length,
            type,
            flags,
            stream >> 24,
            stream >> 16,
            stream >> 8,
            stream
        };
        for (int value : header) {
            out.write(value);
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /** Literal fields without indexing (RFC 7541, 6.2.2). */
    private static byte[] http2Headers() {
        var out = new ByteArrayOutputStream();
        String[] fields = {
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            "/api/threads",
            ":authority",
            "localhost",
            "content-type",
            "application/json"
        };
        for (int n = 0; n < fields.length; n += 2) {
            out.write(0);
            for (String text : List.of(fields[n], fields[n + 1])) {
                out.write(text.length());
                out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    @Test
    default void bodyInPieces_isComplete() throws Exception {
        String json = "{\"title\":\"In pieces\",\"metadata\":{\"long\":\"" + "x".repeat(100_000) + "\"}}";
        HttpResponse<String> created =
                sendInPieces("POST", "threads", "application/json", json.getBytes(StandardCharsets.UTF_8));
        assertEquals(201, created.statusCode(), created::body);
        assertTrue(created.body().contains("In pieces"), created::body);
        String location = created.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> updated = sendInPieces(
                "PATCH",
                location.substring(location.indexOf("threads/")).replace("thr_", "%74hr_"),
                "application/merge-patch+json",
                "{\"title\":\"Encoded path\"}".getBytes(StandardCharsets.UTF_8));
        assertEquals(200, updated.statusCode(), updated::body);
        assertTrue(updated.body().contains("Encoded path"), updated::body);
    }

    @Test
    default void fileInPieces_isStored() throws Exception {
        byte[] content = new byte[300_000];
        for (int n = 0; n < content.length; n++) {
            content[n] = (byte) ((n * 31) >> 3);
        }
        var rest = new RestTestClient(base());
        String id = rest.create(
                "attachments", "{\"name\":\"pieces\",\"size\":" + content.length + ",\"mime_type\":\"a/b\"}");
        HttpResponse<String> stored = sendInPieces("PUT", "attachments/" + id + "/content", "a/b", content);
        assertEquals(204, stored.statusCode(), stored::body);
        assertArrayEquals(
                content,
                rest.get("attachments/" + id + "/content")
                        .expect(200)
                        .response()
                        .body());
        rest.delete("attachments/" + id).expect(204);
    }

    @Test
    default void importInPieces_keepsTheQuery() throws Exception {
        HttpResponse<String> rejected = sendInPieces(
                "POST",
                "import?dry_run=maybe",
                "application/x-ndjson",
                "x".repeat(9000).getBytes(StandardCharsets.UTF_8));
        assertEquals(400, rejected.statusCode(), rejected::body);
        assertTrue(rejected.body().contains("dry_run"), rejected::body);
        HttpResponse<String> invalid = sendInPieces(
                "POST",
                "import?dry_run=true",
                "application/x-ndjson",
                "x".repeat(9000).getBytes(StandardCharsets.UTF_8));
        assertEquals(422, invalid.statusCode(), invalid::body);
    }

    @Test
    default void oversizedBodyInPieces_isRejected() throws Exception {
        HttpResponse<String> rejected =
                sendInPieces("POST", "threads", "application/json", new byte[2 * 1024 * 1024 + 70_000]);
        assertEquals(413, rejected.statusCode(), rejected::body);
    }

    @Test
    default void bodyAfterContinue_isRead() throws Exception {
        byte[] json = ("{\"title\":\"" + "y".repeat(200) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(base().resolve("threads"))
                .timeout(Duration.ofSeconds(60))
                .expectContinue(true)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json))
                .build();
        assertEquals(201, client().send(request, BodyHandlers.ofString()).statusCode());
        HttpRequest unknown = HttpRequest.newBuilder(base().resolve("nothing"))
                .timeout(Duration.ofSeconds(60))
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(json))
                .build();
        Set<Integer> statuses = new TreeSet<>();
        statuses.add(client().send(unknown, BodyHandlers.ofString()).statusCode());
        assertEquals(Set.of(404), statuses);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Sends a chunked body whose pieces do not arrive together. */
    private HttpResponse<String> sendInPieces(String method, String path, String type, byte[] body)
            throws IOException, InterruptedException, ExecutionException {
        HttpRequest request = HttpRequest.newBuilder(base().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofInputStream(() -> new Pieces(body)))
                .build();
        return client().send(request, BodyHandlers.ofString());
    }

    /** Pauses before some pieces. The pauses only make it likely that the server sees an incomplete body. */
    final class Pieces extends InputStream {
        private final ByteArrayInputStream all;
        private int reads;

        private Pieces(byte[] bytes) {
            all = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return all.read();
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (reads++ < 5) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            return all.read(target, offset, reads < 4 ? Math.min(count, 10) : count);
        }
    }
}
