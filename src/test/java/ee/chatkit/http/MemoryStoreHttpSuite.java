package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.RawConnection;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A server without a datasource, and what depends on that: the selected store and its health, a turn, attachments, export and
 * import in memory, the limit of memory, and the loss of all data by a restart. It allows pages of one other origin. {@link WithoutDatabase} is everything.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class MemoryStoreHttpSuite extends RunningServer
        implements ChatKitHttpSuite,
                AttachmentsHttpSuite,
                TransferHttpSuite,
                CrossOriginHttpSuite,
                IdempotencyHttpSuite,
                SlowBodiesHttpSuite,
                StaticFilesHttpSuite,
                RequestChecksHttpSuite {
    private static final int LAST = Integer.MAX_VALUE;
    private static final int LARGE = 20_000_000;

    MemoryStoreHttpSuite(Server.Kind kind) {
        super(kind);
    }

    @Override
    final ServerFixture prepare(Server.Kind kind) {
        return ServerFixture.withoutDatasource(
                kind,
                Map.of(
                        "CHATKIT_ANONYMOUS_USER",
                        "demo",
                        "CHATKIT_ALLOWED_ORIGINS",
                        CrossOriginHttpSuite.ALLOWED,
                        "CHATKIT_BODY_TIMEOUT",
                        SlowBodiesHttpSuite.BODY_TIMEOUT));
    }

    @Override
    final void start(ServerFixture server) {
        server.start("api/opportunities");
    }

    @Test
    void health_namesMemoryStore() {
        var health = new HealthClient(fixture());
        assertEquals("memory", health.ready(200).getString("store"));
        assertEquals("memory", health.live(200).getString("store"));
        assertEquals("echo", health.ready("chatkit-responder").getString("responder"));
    }

    @Test
    void attachmentsBeyondMemoryLimit_areRejectedUntilOthersAreDeleted() {
        var rest = new RestTestClient(base());
        List<String> uploaded = new ArrayList<>();
        // three files of this size are within the limit of 64 MiB, four are not
        for (int n = 0; n < 3; n++) {
            String id = announce(rest);
            upload(rest, id).expect(204);
            uploaded.add(id);
        }
        String rejected = announce(rest);
        upload(rest, rejected).expectProblem(503, "unavailable");
        rest.delete("attachments/" + uploaded.removeLast()).expect(204);
        upload(rest, rejected).expect(204);
        uploaded.add(rejected);
        uploaded.forEach(id -> rest.delete("attachments/" + id).expect(204));
    }

    private static String announce(RestTestClient rest) {
        return rest.create("attachments", "{\"name\":\"large\",\"size\":" + LARGE + ",\"mime_type\":\"a/b\"}");
    }

    private static RestTestClient.RestResponse upload(RestTestClient rest, String id) {
        return rest.send("PUT", "attachments/" + id + "/content", new byte[LARGE], "Content-Type", "a/b");
    }

    /**
     * Some paths below that of the API are those of files, whose servlet supports no asynchronous requests. Payara would process a
     * request again whose connection is closed before its body was read.
     */
    @Test
    void bodiesForFiles_logNoError() throws IOException {
        int begin = fixture().log().length();
        for (String target : List.of("/api/%2e%2e", "/api/%2e%2e/nothing", "/nothing")) {
            for (String method : List.of("GET", "POST", "PUT", "OPTIONS", "BREW")) {
                String head = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n";
                assertCloses(head + "Content-Length: 9\r\n\r\nx");
                assertCloses(head + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
            }
        }
        String logged = fixture().log().substring(begin);
        assertFalse(logged.contains("Async is not supported"), logged);
        assertFalse(logged.contains("The response is committed"), logged);
    }

    private void assertCloses(String request) throws IOException {
        try (var connection = new RawConnection(base())) {
            connection.send(request);
            assertTrue(connection.readFor(Duration.ofSeconds(9)), () -> request + " hangs: " + connection.text());
        }
    }

    @Test
    @Order(LAST)
    void restart_losesAllData() {
        var rest = new RestTestClient(base());
        String thread = rest.create("threads", "{\"title\":\"Before\"}");
        fixture().killAndRestart("api/opportunities");
        rest.get("threads/" + thread).expectProblem(404, "not-found");
        assertEquals(
                0, rest.get("threads").expect(200).json().getJsonArray("data").size());
    }
}
