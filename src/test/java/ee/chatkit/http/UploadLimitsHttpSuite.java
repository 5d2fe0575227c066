package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RestTestClient.RestResponse;
import ee.chatkit.server.RawConnection;
import java.io.IOException;
import java.net.URI;
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

/** Limits of uploads over HTTP: many large ones, slow ones and aborted ones of one caller. */
public interface UploadLimitsHttpSuite extends LimitedCallers {
    /** The size of a large file, in bytes. */
    int LARGE = 20_000_000;

    @Test
    default void uploadsBeyondTheLimit_areRejectedWithoutTheirBody() throws Exception {
        var ann = caller("ann");
        List<RawConnection> uploads = new ArrayList<>();
        try {
            beginFour(ann, uploads);
            for (String other : List.of("POST /api/attachments", "POST /api/import")) {
                RawConnection fifth = begin(ann, other, 0);
                uploads.add(fifth);
                awaitResponse(fifth);
                assertEquals(429, fifth.status(), fifth::text);
                assertTrue(fifth.text().contains("urn:chatkit:problem:too-many-requests"), fifth::text);
                assertTrue(header(fifth, "Retry-After").matches("[1-9][0-9]*"), fifth::text);
                assertTrue(
                        header(fifth, "RateLimit-Policy")
                                .startsWith("\"concurrent-uploads\";q=4;qu=\"concurrent-requests\", "),
                        fifth::text);
                assertTrue(header(fifth, "RateLimit").startsWith("\"concurrent-uploads\";r=0;t="), fifth::text);
            }
            ann.upload().expectProblem(429, "too-many-requests");
            caller("bob").upload().expect(201);
            ann.get("threads").expect(200);
        } finally {
            uploads.forEach(RawConnection::close);
        }
        CallerClient.await(201, ann::upload);
    }

    @Test
    default void manyLargeUploadsOfOneCaller_delayOthersLittle() throws Exception {
        var ann = caller("ann");
        var bob = caller("bob");
        bob.get("threads").expect(200);
        byte[] form = CallerClient.form(new byte[LARGE]);
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<Duration> others = new ArrayList<>();
        try (var executor = Executors.newFixedThreadPool(60)) {
            List<Future<Integer>> uploads = new ArrayList<>();
            for (int n = 0; n < 60; n++) {
                uploads.add(executor.submit(() -> status(ann, form)));
            }
            while (uploads.stream().anyMatch(upload -> !upload.isDone())) {
                others.add(LimitedCallers.timed(() -> bob.get("threads").expect(200)));
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            for (Future<Integer> upload : uploads) {
                statuses.merge(upload.get(), 1, Integer::sum);
            }
        }
        others.sort(null);
        String measured =
                "60 uploads of 20 MB: " + statuses + "; " + others.size() + " requests of another caller: median "
                        + others.get(others.size() / 2) + ", longest " + others.getLast();
        System.out.println(measured);
        assertTrue(others.get(others.size() * 9 / 10).compareTo(PROMPT) < 0, measured);
        assertTrue(statuses.getOrDefault(201, 0) >= 1, measured);
        // 0: the connection was closed while the client was sending what had been rejected
        statuses.keySet().removeAll(List.of(0, 201, 429));
        assertEquals(Map.of(), statuses, measured);
        CallerClient.await(201, ann::upload);
    }

    @Test
    default void abortedUploads_returnTheirPermits() throws Exception {
        var ann = caller("ann");
        for (int round = 0; round < 50; round++) {
            List<RawConnection> uploads = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                uploads.add(begin(ann, "POST /api/attachments", 100_000));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            uploads.forEach(RawConnection::close);
        }
        CallerClient.await(201, ann::upload);
        List<RawConnection> uploads = new ArrayList<>();
        try {
            beginFour(ann, uploads);
        } finally {
            uploads.forEach(RawConnection::close);
        }
    }

    /** Uploads by a signed link have no login; they are those of the attachment's owner. */
    @Test
    default void signedLinks_countForTheOwner() throws Exception {
        var ann = caller("ann");
        RestResponse announced = ann.post("attachments", "{\"name\":\"a\",\"size\":3,\"mime_type\":\"a/b\"}")
                .expect(201);
        URI link =
                URI.create(announced.json().getJsonObject("upload_descriptor").getString("url"));
        String path = link.getRawPath().substring("/api/".length()) + "?" + link.getRawQuery();
        var client = new RestTestClient(base());
        byte[] bytes = {1, 2, 3};
        List<RawConnection> uploads = new ArrayList<>();
        try {
            beginFour(ann, uploads);
            client.send("PUT", path, bytes, "Content-Type", "a/b").expectProblem(429, "too-many-requests");
        } finally {
            uploads.forEach(RawConnection::close);
        }
        CallerClient.await(204, () -> client.send("PUT", path, bytes, "Content-Type", "a/b"));
    }

    /** Begins as many uploads as are accepted at a time. */
    private void beginFour(CallerClient caller, List<RawConnection> uploads) throws IOException {
        for (int n = 0; n < 4; n++) {
            uploads.add(begin(caller, "POST /api/attachments", 1000));
            assertFalse(uploads.getLast().readFor(Duration.ofMillis(500)));
            assertEquals(0, uploads.getLast().status(), uploads.getLast()::text);
        }
    }

    /** Sends the headers of a large upload, and the beginning of its body. */
    private RawConnection begin(CallerClient caller, String request, int bytes) throws IOException {
        var connection = new RawConnection(base());
        String type = request.endsWith("import") ? "application/x-ndjson" : "multipart/form-data; boundary=x";
        connection.send(request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nAuthorization: "
                + caller.authorization() + "\r\nContent-Length: " + LARGE + "\r\n\r\n");
        connection.send(new byte[bytes]);
        return connection;
    }

    /** Sends a whole form, whatever the server answers meanwhile; returns the status, or 0 if the server closed the connection. */
    private int status(CallerClient caller, byte[] form) throws IOException {
        try (var connection = new RawConnection(base())) {
            try {
                connection.send(
                        "POST /api/attachments HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data;"
                                + " boundary=x\r\nAuthorization: " + caller.authorization() + "\r\nContent-Length: "
                                + form.length + "\r\n\r\n");
                connection.send(form);
            } catch (IOException e) { // closed: what was received before
                connection.readFor(Duration.ofMillis(100));
                return connection.status();
            }
            awaitResponse(connection);
            return connection.status();
        }
    }

    private static void awaitResponse(RawConnection connection) {
        for (int n = 0; n < 600 && connection.status() == 0 && !connection.readFor(Duration.ofMillis(100)); n++) {
            // until the response has begun
        }
        connection.readFor(Duration.ofMillis(100));
    }

    private static String header(RawConnection connection, String name) {
        var line = Pattern.compile("(?im)^" + name + ": (.*?)\\r?$").matcher(connection.text());
        return line.find() ? line.group(1) : "";
    }
}
