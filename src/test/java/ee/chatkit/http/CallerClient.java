package ee.chatkit.http;

import ee.chatkit.http.RestTestClient.RestResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A client of one user.
 *
 * @param base the base URL of the API, which ends with {@code /api/}
 * @param authorization the value of the header {@code Authorization}
 */
record CallerClient(URI base, String authorization) {
    private static final String FORM = "multipart/form-data; boundary=x";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    RestResponse get(String path) {
        return send("GET", path, null);
    }

    RestResponse delete(String path) {
        return send("DELETE", path, null);
    }

    RestResponse post(String path, String json) {
        return send("POST", path, RestTestClient.bytes(json), "Content-Type", RestTestClient.JSON);
    }

    /** Starts a thread by a message, and reads the answer. */
    RestResponse turn(String text) {
        return post("chatkit", turnRequest(text));
    }

    /** Uploads a small file. */
    RestResponse upload() {
        return send("POST", "attachments", form(new byte[10]), "Content-Type", FORM);
    }

    /** Uploads 100,000 bytes, once for each key. */
    RestResponse uploadOnce(String key) {
        return send("POST", "attachments", form(new byte[100_000]), "Content-Type", FORM, "Idempotency-Key", key);
    }

    RestResponse send(String method, String path, byte[] body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", authorization));
        return new RestTestClient(base).send(method, path, body, all.toArray(String[]::new));
    }

    /** The request that starts a thread by a message. */
    static String turnRequest(String text) {
        return "{\"type\":\"threads.create\",\"params\":{\"input\":{\"content\":[{\"type\":\"input_text\",\"text\":\""
                + text + "\"}],\"attachments\":[],\"inference_options\":{}}}}";
    }

    /** A form with a file. */
    static byte[] form(byte[] file) {
        String head =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: a/b\r\n\r\n";
        String tail = "\r\n--x--\r\n";
        byte[] form = new byte[head.length() + file.length + tail.length()];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, form, 0, head.length());
        System.arraycopy(file, 0, form, head.length(), file.length);
        System.arraycopy(tail.getBytes(StandardCharsets.US_ASCII), 0, form, head.length() + file.length, tail.length());
        return form;
    }

    /** Repeats a request until its response has this status: the server notices the end of a connection after a time. */
    static RestResponse await(int status, Supplier<RestResponse> request) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        RestResponse last = request.get();
        while (last.response().statusCode() != status && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            last = request.get();
        }
        return last.expect(status);
    }
}
