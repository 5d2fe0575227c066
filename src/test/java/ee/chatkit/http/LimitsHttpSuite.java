package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.server.RawConnection;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Limits over HTTP, with {@link #LIMITS}: what one caller sends is limited, whether it is fast, slow, large or never completed,
 * and other callers are served meanwhile. Each test has callers of its own.
 */
public interface LimitsHttpSuite {
    /** The settings of the server. */
    Map<String, String> LIMITS = Map.of(
            "CHATKIT_LIMITS_REQUESTS_PER_MINUTE", "600",
            "CHATKIT_LIMITS_CONCURRENT_REQUESTS", "16",
            "CHATKIT_LIMITS_CONCURRENT_UPLOADS", "4",
            "CHATKIT_LIMITS_CONCURRENT_TURNS", "8",
            "CHATKIT_LIMITS_NODE_TURNS", "40",
            "CHATKIT_LIMITS_NODE_TURN_BYTES", "31457280",
            "CHATKIT_LIMITS_THREADS", "20",
            "CHATKIT_LIMITS_ATTACHMENT_BYTES", "1000000000",
            "CHATKIT_LIMITS_MESSAGE_LENGTH", "1950000",
            "CHATKIT_BODY_TIMEOUT", "4");

    /** The body of a large upload, in bytes. */
    int LARGE = 20_000_000;

    /** The longest response to another caller; that of one caller's 60 uploads used to be 10 seconds. */
    Duration PROMPT = Duration.ofSeconds(5);

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The running server. */
    ServerFixture fixture();

    /** The value of the header {@code Authorization} of a user. */
    String authorization(String user);

    @Test
    default void admittedRequests_tellTheStateOfTheRate() {
        var ann = caller("ann");
        RestResponse first = ann.get("threads").expect(200);
        assertEquals("\"requests-per-minute\";q=600;w=60", first.header("RateLimit-Policy"));
        assertEquals("\"requests-per-minute\";r=599;t=1", first.header("RateLimit"));
        RestResponse second = ann.send("POST", "threads", "{}".getBytes(StandardCharsets.UTF_8), JSON)
                .expect(201);
        assertTrue(
                second.header("RateLimit").matches("\"requests-per-minute\";r=59[89];t=1"), second.header("RateLimit"));
        RestResponse missing = ann.get("threads/thr_none").expectProblem(404, "not-found");
        assertTrue(missing.header("RateLimit").startsWith("\"requests-per-minute\";r=59"), missing.header("RateLimit"));
        assertEquals("", new RestTestClient(base()).get("threads").expect(401).header("RateLimit"));
    }

    @Test
    default void requestsBeyondTheRate_getTooManyRequestsUntilRetryAfter() throws Exception {
        var ann = caller("ann");
        Map<Integer, Integer> statuses = new TreeMap<>();
        RestResponse rejected = null;
        try (var executor = Executors.newFixedThreadPool(6)) {
            for (int round = 0; round < 10 && rejected == null; round++) {
                for (RestResponse response : all(executor, 150, n -> ann.get("threads"))) {
                    statuses.merge(response.response().statusCode(), 1, Integer::sum);
                    rejected = response.response().statusCode() == 429 ? response : rejected;
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
        assertEquals(1, logLines("chatkit.limits.requests-per-minute"), "one line for all rejected requests");
    }

    /** The rejection comes before the body. */
    @Test
    default void uploadsBeyondTheLimit_areRejectedWithoutTheirBody() throws Exception {
        String ann = user("ann");
        List<RawConnection> uploads = new ArrayList<>();
        try {
            for (int n = 0; n < 4; n++) {
                uploads.add(beginUpload(ann, "POST /api/attachments", 1000));
                assertTrue(!uploads.getLast().readFor(Duration.ofMillis(300)));
                assertEquals(0, uploads.getLast().status(), uploads.getLast()::text);
            }
            for (String other : List.of("POST /api/attachments", "POST /api/import")) {
                RawConnection fifth = beginUpload(ann, other, 0);
                uploads.add(fifth);
                fifth.readFor(Duration.ofSeconds(2));
                assertEquals(429, fifth.status(), fifth::text);
                assertTrue(fifth.text().contains("urn:chatkit:problem:too-many-requests"), fifth::text);
                assertTrue(header(fifth, "Retry-After").matches("[1-9][0-9]*"), fifth::text);
                assertTrue(
                        header(fifth, "RateLimit-Policy")
                                .startsWith("\"concurrent-uploads\";q=4;qu=\"concurrent-requests\", "),
                        fifth::text);
                assertTrue(header(fifth, "RateLimit").startsWith("\"concurrent-uploads\";r=0;t="), fifth::text);
            }
            small(authorized(ann)).expect(429);
            small(caller("bob")).expect(201);
            authorized(ann).get("threads").expect(200);
        } finally {
            uploads.forEach(RawConnection::close);
        }
        awaitUpload(authorized(ann));
    }

    @Test
    default void manyLargeUploadsOfOneCaller_delayOthersLittle() throws Exception {
        var ann = caller("ann");
        var bob = caller("bob");
        bob.get("threads").expect(200);
        byte[] form = form(new byte[LARGE]);
        Map<Integer, Integer> statuses = new TreeMap<>();
        Duration longest = Duration.ZERO;
        try (var executor = Executors.newFixedThreadPool(60)) {
            List<Future<Integer>> uploads = new ArrayList<>();
            for (int n = 0; n < 60; n++) {
                uploads.add(executor.submit(() -> uploadStatus(ann, form)));
            }
            while (uploads.stream().anyMatch(upload -> !upload.isDone())) {
                longest = max(longest, timed(() -> bob.get("threads").expect(200)));
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            for (Future<Integer> upload : uploads) {
                statuses.merge(upload.get(), 1, Integer::sum);
            }
        }
        System.out.println("60 uploads of 20 MB: " + statuses + "; longest response to another caller: " + longest);
        assertTrue(longest.compareTo(PROMPT) < 0, "longest response: " + longest);
        assertTrue(statuses.getOrDefault(201, 0) >= 1, statuses::toString);
        assertTrue(
                statuses.keySet().stream().allMatch(status -> status == 201 || status == 429 || status == 0),
                statuses::toString);
        awaitUpload(ann);
    }

    @Test
    default void abortedUploads_returnTheirPermits() throws Exception {
        String ann = user("ann");
        for (int round = 0; round < 50; round++) {
            List<RawConnection> uploads = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                uploads.add(beginUpload(ann, "POST /api/attachments", 100_000));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            uploads.forEach(RawConnection::close);
        }
        var caller = authorized(ann);
        awaitUpload(caller);
        assertAllPermitsOfUploadsAreFree(ann);
    }

    @Test
    default void slowRequestsOfOneCaller_leaveOthersAndEnd() throws Exception {
        String ann = user("ann");
        var bob = caller("bob");
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int n = 0; n < 60; n++) {
                var connection = new RawConnection(base());
                slow.add(connection);
                connection.send("POST /api/threads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: " + ann + "\r\nContent-Length: 100\r\n\r\n{");
            }
            assertTrue(timed(() -> bob.get("threads").expect(200)).compareTo(PROMPT) < 0);
            Map<Integer, Integer> statuses = new TreeMap<>();
            for (RawConnection connection : slow) {
                connection.readFor(Duration.ofMillis(50));
                statuses.merge(connection.status(), 1, Integer::sum);
            }
            assertEquals(44, statuses.getOrDefault(429, 0), statuses::toString);
            authorized(ann).get("threads").expectProblem(429, "too-many-requests");
            for (RawConnection connection : slow) {
                connection.readFor(Duration.ofSeconds(10));
                assertTrue(connection.status() == 429 || connection.status() == 408, connection::text);
            }
        } finally {
            slow.forEach(RawConnection::close);
        }
        awaitStatus(200, () -> authorized(ann).get("threads"));
    }

    @Test
    default void unreadTurns_areLimitedForCallerAndNode() throws Exception {
        long before = fixture().server().jvm().liveHeapBytes();
        String message = "x".repeat(1_900_000);
        List<SlowReaderConnection> turns = new ArrayList<>();
        Map<String, Integer> answers = new TreeMap<>();
        try {
            for (int user = 0; user < 5; user++) {
                String authorization = user("user" + user);
                for (int n = 0; n < 10; n++) {
                    var turn = SlowReaderConnection.send(
                            base().resolve("chatkit"),
                            "POST",
                            "application/json\r\nAuthorization: " + authorization,
                            turn(message));
                    turns.add(turn);
                    answers.merge(turn.readUntil("\r\n", Duration.ofSeconds(20)).substring(9, 12), 1, Integer::sum);
                }
            }
            long held = fixture().server().jvm().liveHeapBytes() - before;
            System.out.println("50 unread turns of 1.9 MB: " + answers + "; heap that they hold: " + held);
            assertEquals(16, answers.get("200"), answers::toString);
            assertTrue(answers.get("429") >= 2 && answers.get("503") >= 20, answers::toString);
            assertTrue(held < 120_000_000, () -> "heap: " + held);
        } finally {
            turns.forEach(SlowReaderConnection::close);
        }
        var ann = caller("ann");
        RestResponse accepted = awaitStatus(200, () -> ann.send("POST", "chatkit", turn("Hello"), JSON));
        assertTrue(accepted.body().contains("thread.created"), accepted::body);
    }

    @Test
    default void turnsBeyondTheLimit_getTooManyRequestsAndRunAgainLater() {
        String authorization = user("ann");
        List<SlowReaderConnection> turns = new ArrayList<>();
        try {
            for (int n = 0; n < 8; n++) {
                var turn = SlowReaderConnection.send(
                        base().resolve("chatkit"),
                        "POST",
                        "application/json\r\nAuthorization: " + authorization,
                        turn("x".repeat(1_500_000)));
                turns.add(turn);
                turn.readUntil("thread.created", Duration.ofSeconds(20));
            }
            RestResponse rejected = authorized(authorization).send("POST", "chatkit", turn("Hello"), JSON);
            rejected.expectProblem(429, "too-many-requests");
            assertTrue(
                    rejected.header("RateLimit-Policy").startsWith("\"concurrent-turns\";q=8;"),
                    rejected.header("RateLimit-Policy"));
            authorized(authorization).get("threads").expect(200);
        } finally {
            turns.forEach(SlowReaderConnection::close);
        }
        awaitStatus(200, () -> authorized(authorization).send("POST", "chatkit", turn("Hello"), JSON));
    }

    @Test
    default void threadsBeyondTheQuota_areRejectedUntilOneIsDeleted() {
        var ann = caller("ann");
        String id = "";
        for (int n = 0; n < 20; n++) {
            id = ann.send("POST", "threads", "{}".getBytes(StandardCharsets.UTF_8), JSON)
                    .expect(201)
                    .text("id");
        }
        RestResponse rejected = ann.send("POST", "threads", "{}".getBytes(StandardCharsets.UTF_8), JSON);
        rejected.expectProblem(429, "quota-exceeded");
        assertEquals("3600", rejected.header("Retry-After"));
        assertTrue(
                rejected.header("RateLimit-Policy").startsWith("\"threads\";q=20, "),
                rejected.header("RateLimit-Policy"));
        ann.send("POST", "chatkit", turn("Hello"), JSON).expectProblem(429, "quota-exceeded");
        ann.delete("threads/" + id).expect(204);
        RestResponse turn = ann.send("POST", "chatkit", turn("Hello"), JSON).expect(200);
        var created = Pattern.compile("\"id\":\"(thr_[^\"]+)\"").matcher(turn.body());
        assertTrue(created.find());
        ann.send("POST", "threads", "{}".getBytes(StandardCharsets.UTF_8), JSON).expectProblem(429, "quota-exceeded");
        ann.send(
                        "POST",
                        "chatkit",
                        ("{\"type\":\"threads.delete\",\"params\":{\"thread_id\":\"" + created.group(1) + "\"}}")
                                .getBytes(StandardCharsets.UTF_8),
                        JSON)
                .expect(200);
        ann.send("POST", "threads", "{}".getBytes(StandardCharsets.UTF_8), JSON).expect(201);
    }

    @Test
    default void attachmentsBeyondTheQuota_areRejected() {
        var ann = caller("ann");
        byte[] announcement =
                ("{\"name\":\"plan\",\"size\":" + LARGE + ",\"mime_type\":\"a/b\"}").getBytes(StandardCharsets.UTF_8);
        String id = "";
        for (int n = 0; n < 50; n++) {
            id = ann.send("POST", "attachments", announcement, JSON).expect(201).text("id");
        }
        RestResponse rejected = ann.send("POST", "attachments", announcement, JSON);
        rejected.expectProblem(429, "quota-exceeded");
        assertTrue(
                rejected.header("RateLimit-Policy")
                        .startsWith("\"attachment-bytes\";q=1000000000;qu=\"content-bytes\", "),
                rejected.header("RateLimit-Policy"));
        small(ann).expectProblem(429, "quota-exceeded");
        ann.send(
                        "POST",
                        "chatkit",
                        ("{\"type\":\"attachments.create\",\"params\":"
                                        + new String(announcement, StandardCharsets.UTF_8) + "}")
                                .getBytes(StandardCharsets.UTF_8),
                        JSON)
                .expectProblem(429, "quota-exceeded");
        ann.delete("attachments/" + id).expect(204);
        small(ann).expect(201);
    }

    @Test
    default void longMessages_areTooLargeAndNameTheField() {
        var ann = caller("ann");
        String message = "x".repeat(1_950_001);
        RestResponse turn = ann.send("POST", "chatkit", turn(message), JSON);
        turn.expectProblem(413, "too-large");
        assertEquals("params.input.content", turn.text("field"));
        assertEquals("", turn.header("Retry-After"));
        String thread = ann.send("POST", "threads", "{}".getBytes(StandardCharsets.UTF_8), JSON)
                .expect(201)
                .text("id");
        RestResponse item = ann.send(
                "POST",
                "threads/" + thread + "/items",
                ("{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"" + message
                                + "\"}],\"attachments\":[],\"inference_options\":{}}")
                        .getBytes(StandardCharsets.UTF_8),
                JSON);
        item.expectProblem(413, "too-large");
        assertEquals("content", item.text("field"));
    }

    /** Uploads by a signed link have no login; they are those of the attachment's owner. */
    @Test
    default void signedLinks_countForTheOwner() throws Exception {
        String ann = user("ann");
        RestResponse announced = authorized(ann)
                .send(
                        "POST",
                        "attachments",
                        "{\"name\":\"a\",\"size\":3,\"mime_type\":\"a/b\"}".getBytes(StandardCharsets.UTF_8),
                        JSON)
                .expect(201);
        URI link =
                URI.create(announced.json().getJsonObject("upload_descriptor").getString("url"));
        List<RawConnection> uploads = new ArrayList<>();
        try {
            for (int n = 0; n < 4; n++) {
                uploads.add(beginUpload(ann, "POST /api/attachments", 1000));
                uploads.getLast().readFor(Duration.ofMillis(300));
            }
            var client = new RestTestClient(base());
            String path = link.getRawPath().substring("/api/".length()) + "?" + link.getRawQuery();
            byte[] bytes = {1, 2, 3};
            client.send("PUT", path, bytes, "Content-Type", "a/b").expectProblem(429, "too-many-requests");
            uploads.forEach(RawConnection::close);
            awaitStatus(204, () -> client.send("PUT", path, bytes, "Content-Type", "a/b"));
        } finally {
            uploads.forEach(RawConnection::close);
        }
    }

    /** The headers of a JSON body. */
    String[] JSON = {"Content-Type", "application/json"};

    /** A client of one user. */
    record CallerClient(URI base, String authorization) {
        RestResponse get(String path) {
            return send("GET", path, null);
        }

        RestResponse delete(String path) {
            return send("DELETE", path, null);
        }

        RestResponse send(String method, String path, byte[] body, String... headers) {
            List<String> all = new ArrayList<>(List.of(headers));
            all.addAll(List.of("Authorization", authorization));
            return new RestTestClient(base).send(method, path, body, all.toArray(String[]::new));
        }
    }

    private CallerClient caller(String name) {
        return authorized(user(name));
    }

    private CallerClient authorized(String authorization) {
        return new CallerClient(base(), authorization);
    }

    private String user(String name) {
        return authorization(name + "-" + System.nanoTime());
    }

    private static byte[] turn(String text) {
        return ("{\"type\":\"threads.create\",\"params\":{\"input\":{\"content\":[{\"type\":\"input_text\",\"text\":\""
                        + text + "\"}],\"attachments\":[],\"inference_options\":{}}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] form(byte[] file) {
        byte[] head =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: a/b\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] form = new byte[head.length + file.length + tail.length];
        System.arraycopy(head, 0, form, 0, head.length);
        System.arraycopy(file, 0, form, head.length, file.length);
        System.arraycopy(tail, 0, form, head.length + file.length, tail.length);
        return form;
    }

    private static RestResponse small(CallerClient caller) {
        return caller.send(
                "POST", "attachments", form(new byte[10]), "Content-Type", "multipart/form-data; boundary=x");
    }

    /** The status, or 0 if the connection ended while the client was still sending. */
    private static int uploadStatus(CallerClient caller, byte[] form) {
        try {
            return caller.send("POST", "attachments", form, "Content-Type", "multipart/form-data; boundary=x")
                    .response()
                    .statusCode();
        } catch (java.io.UncheckedIOException e) {
            return 0;
        }
    }

    /** Sends the headers of a large upload, and the beginning of its body. */
    private RawConnection beginUpload(String authorization, String request, int bytes) throws IOException {
        var connection = new RawConnection(base());
        String type = request.endsWith("import") ? "application/x-ndjson" : "multipart/form-data; boundary=x";
        connection.send(request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nAuthorization: "
                + authorization + "\r\nContent-Length: " + LARGE + "\r\n\r\n");
        connection.send(new byte[bytes]);
        return connection;
    }

    /** Permits return when the server notices the end of the connection. */
    private static void awaitUpload(CallerClient caller) {
        awaitStatus(201, () -> small(caller));
    }

    private void assertAllPermitsOfUploadsAreFree(String authorization) throws IOException {
        List<RawConnection> uploads = new ArrayList<>();
        try {
            for (int n = 0; n < 4; n++) {
                uploads.add(beginUpload(authorization, "POST /api/attachments", 1000));
                uploads.getLast().readFor(Duration.ofMillis(300));
                assertEquals(0, uploads.getLast().status(), uploads.getLast()::text);
            }
        } finally {
            uploads.forEach(RawConnection::close);
        }
    }

    private static RestResponse awaitStatus(int status, Callable<RestResponse> request) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try {
            RestResponse last = request.call();
            while (last.response().statusCode() != status && System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                last = request.call();
            }
            return last.expect(status);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String header(RawConnection connection, String name) {
        Map<String, String> headers = new HashMap<>();
        for (String line : connection.text().split("\r\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).toLowerCase(java.util.Locale.ROOT), line.substring(colon + 2));
            }
        }
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }

    private long logLines(String text) {
        return fixture().log().lines().filter(line -> line.contains(text)).count();
    }

    private static Duration timed(Callable<?> call) throws Exception {
        long start = System.nanoTime();
        call.call();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static List<RestResponse> all(
            ExecutorService executor, int count, java.util.function.IntFunction<RestResponse> request)
            throws InterruptedException, ExecutionException {
        List<Future<RestResponse>> futures = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int number = n;
            futures.add(executor.submit(() -> request.apply(number)));
        }
        List<RestResponse> responses = new ArrayList<>();
        for (Future<RestResponse> future : futures) {
            responses.add(future.get());
        }
        return responses;
    }
}
