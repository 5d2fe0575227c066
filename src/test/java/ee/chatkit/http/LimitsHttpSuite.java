package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.server.RawConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Rates, concurrent requests and quotas over HTTP: what one caller sends is limited, whether it is fast, slow or large, and other
 * callers are served meanwhile.
 */
public interface LimitsHttpSuite extends LimitedCallers {
    @Test
    default void admittedRequests_tellTheStateOfTheRate() {
        var ann = caller("ann");
        RestResponse first = ann.get("threads").expect(200);
        assertEquals("\"requests-per-minute\";q=600;w=60", first.header("RateLimit-Policy"));
        assertEquals("\"requests-per-minute\";r=599;t=1", first.header("RateLimit"));
        RestResponse second = ann.post("threads", "{}").expect(201);
        assertTrue(
                second.header("RateLimit").matches("\"requests-per-minute\";r=59[89];t=1"), second.header("RateLimit"));
        RestResponse missing = ann.get("threads/thr_none").expectProblem(404, "not-found");
        assertTrue(missing.header("RateLimit").startsWith("\"requests-per-minute\";r=59"), missing.header("RateLimit"));
        RestResponse stream = ann.turn("Hello").expect(200);
        assertTrue(stream.header("RateLimit").startsWith("\"requests-per-minute\";r=59"), stream.header("RateLimit"));
        assertEquals("", new RestTestClient(base()).get("threads").expect(401).header("RateLimit"));
    }

    @Test
    default void requestsBeyondTheRate_getTooManyRequestsUntilRetryAfter() throws Exception {
        var ann = caller("ann");
        Map<Integer, Integer> statuses = new TreeMap<>();
        RestResponse rejected = null;
        try (var executor = Executors.newFixedThreadPool(6)) {
            for (int round = 0; round < 10 && rejected == null; round++) {
                List<Future<RestResponse>> responses = new ArrayList<>();
                for (int n = 0; n < 150; n++) {
                    responses.add(executor.submit(() -> ann.get("threads")));
                }
                for (Future<RestResponse> response : responses) {
                    int status = response.get().response().statusCode();
                    statuses.merge(status, 1, Integer::sum);
                    rejected = status == 429 ? response.get() : rejected;
                }
            }
        }
        assertTrue(rejected != null && statuses.get(200) >= 600, statuses::toString);
        assertEquals(2, statuses.size(), statuses::toString);
        rejected.expectProblem(429, "too-many-requests");
        assertEquals("\"requests-per-minute\";q=600;w=60", rejected.header("RateLimit-Policy"));
        assertTrue(rejected.header("RateLimit").matches("\"requests-per-minute\";r=0;t=[0-9]+"));
        assertEquals("1", rejected.header("Retry-After"));
        caller("bob").get("threads").expect(200);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        ann.get("threads").expect(200);
        long lines = fixture()
                .log()
                .lines()
                .filter(line -> line.contains("chatkit.limits.requests-per-minute"))
                .count();
        assertTrue(lines >= 1 && lines <= 3, () -> lines + " lines for " + statuses);
    }

    @Test
    default void slowRequestsOfOneCaller_leaveOthersAndEnd() throws Exception {
        var ann = caller("ann");
        var bob = caller("bob");
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int n = 0; n < 60; n++) {
                var connection = new RawConnection(base());
                slow.add(connection);
                connection.send("POST /api/threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: " + ann.authorization() + "\r\nContent-Length: 100\r\n\r\n{");
            }
            Duration other = LimitedCallers.timed(() -> bob.get("threads").expect(200));
            assertTrue(other.compareTo(PROMPT) < 0, other::toString);
            CallerClient.await(429, () -> ann.get("threads")).expectProblem(429, "too-many-requests");
            Map<Integer, Integer> statuses = new TreeMap<>();
            for (RawConnection connection : slow) {
                connection.readFor(Duration.ofSeconds(30));
                statuses.merge(connection.status(), 1, Integer::sum);
            }
            assertEquals(Map.of(408, 16, 429, 44), statuses);
        } finally {
            slow.forEach(RawConnection::close);
        }
        CallerClient.await(200, () -> ann.get("threads"));
    }

    @Test
    default void threadsBeyondTheQuota_areRejectedUntilOneIsDeleted() {
        var ann = caller("ann");
        String id = "";
        for (int n = 0; n < 20; n++) {
            id = ann.post("threads", "{}").expect(201).text("id");
        }
        RestResponse rejected = ann.post("threads", "{}").expectProblem(429, "quota-exceeded");
        assertEquals("3600", rejected.header("Retry-After"));
        assertTrue(
                rejected.header("RateLimit-Policy").startsWith("\"threads\";q=20, "),
                rejected.header("RateLimit-Policy"));
        ann.turn("Hello").expectProblem(429, "quota-exceeded");
        ann.delete("threads/" + id).expect(204);
        RestResponse turn = ann.turn("Hello").expect(200);
        var created = Pattern.compile("\"id\":\"(thr_[^\"]+)\"").matcher(turn.body());
        assertTrue(created.find(), turn::body);
        ann.post("threads", "{}").expectProblem(429, "quota-exceeded");
        ann.post("chatkit", "{\"type\":\"threads.delete\",\"params\":{\"thread_id\":\"" + created.group(1) + "\"}}")
                .expect(200);
        ann.post("threads", "{}").expect(201);
    }

    @Test
    default void attachmentsBeyondTheQuota_areRejected() {
        var ann = caller("ann");
        String announcement = "{\"name\":\"plan\",\"size\":20000000,\"mime_type\":\"a/b\"}";
        String id = "";
        for (int n = 0; n < 50; n++) {
            id = ann.post("attachments", announcement).expect(201).text("id");
        }
        RestResponse rejected = ann.post("attachments", announcement).expectProblem(429, "quota-exceeded");
        assertTrue(
                rejected.header("RateLimit-Policy")
                        .startsWith("\"attachment-bytes\";q=1000000000;qu=\"content-bytes\", "),
                rejected.header("RateLimit-Policy"));
        ann.upload().expectProblem(429, "quota-exceeded");
        ann.post("chatkit", "{\"type\":\"attachments.create\",\"params\":" + announcement + "}")
                .expectProblem(429, "quota-exceeded");
        ann.delete("attachments/" + id).expect(204);
        ann.upload().expect(201);

        RestResponse first = ann.uploadOnce("one").expect(201);
        ann.post("attachments", announcement.replace("20000000", "19850000")).expect(201);
        ann.uploadOnce("two").expectProblem(429, "quota-exceeded");
        assertEquals(first.body(), ann.uploadOnce("one").expect(201).body(), "a repetition stores nothing");
    }

    @Test
    default void longMessages_areTooLargeAndNameTheField() {
        var ann = caller("ann");
        String message = "x".repeat(1_950_001);
        RestResponse turn = ann.turn(message).expectProblem(413, "too-large");
        assertEquals("params.input.content", turn.text("field"));
        assertEquals("", turn.header("Retry-After"));
        String thread = ann.post("threads", "{}").expect(201).text("id");
        RestResponse item = ann.post(
                        "threads/" + thread + "/items",
                        "{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + message
                                + "\"}],\"attachments\":[],\"inference_options\":{}}")
                .expectProblem(413, "too-large");
        assertEquals("content", item.text("field"));
    }
}
