package ee.chatkit.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** HTTP to one node, and when the node was up. Instances are safe for use by multiple threads. */
final class NodeClient {
    /** More than any documented limit of the application takes; what takes longer hangs. */
    static final Duration TIMEOUT = Duration.ofSeconds(25);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private volatile ReplyMonitor monitor = new ReplyMonitor();
    private volatile boolean up;
    /** Changes whenever the node goes down, so that a request which was sent before is recognized. */
    private volatile int outages;

    private volatile long healed = Long.MAX_VALUE;
    private volatile long recovered = Long.MAX_VALUE;

    /** A client of a node that is not up yet. */
    NodeClient(URI base) {
        this.base = base;
    }

    /** Responses are judged by this monitor from now on. */
    void monitorBy(ReplyMonitor current) {
        monitor = current;
    }

    /** The node is about to be stopped or killed: its connections may break. */
    void markDown() {
        synchronized (this) {
            outages++;
        }
        up = false;
    }

    /** The node is ready. */
    void markUp() {
        up = true;
    }

    boolean isUp() {
        return up;
    }

    /** The cause of a failure is removed now: the next write that is sent and succeeds is the recovery. */
    void expectRecovery() {
        recovered = Long.MAX_VALUE;
        healed = System.nanoTime();
    }

    /** How many milliseconds after {@link #expectRecovery} a write was acknowledged; empty if none was. */
    OptionalLong recoveryMillis() {
        long at = recovered;
        return at == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(at - healed));
    }

    /** Sends a write. Returns its response, or empty if there is none. */
    Optional<Reply> write(String method, String path, byte[] body, String... headers) {
        long sent = System.nanoTime();
        Optional<Reply> reply = send(method, path, body, headers);
        if (reply.filter(Reply::isSuccess).isPresent() && sent >= healed && recovered == Long.MAX_VALUE) {
            recovered = System.nanoTime();
        }
        return reply;
    }

    private Optional<Reply> send(String method, String path, byte[] body, String... headers) {
        int outagesBefore = outages;
        String request = method + " " + path;
        try {
            Reply reply = exchange(base.resolve(path), method, body, headers);
            monitor.reply(request, reply);
            return Optional.of(reply);
        } catch (HttpTimeoutException e) {
            monitor.failure(request, false, e);
        } catch (BrokenReplyException e) {
            monitor.failure(request, outages != outagesBefore || !up, e);
            return Optional.of(e.reply);
        } catch (IOException e) {
            monitor.failure(request, outages != outagesBefore || !up, e);
        }
        return Optional.empty();
    }

    /**
     * Reads a resource, not monitored.
     *
     * @throws IOException if there is no complete response
     */
    Reply read(URI address) throws IOException {
        return exchange(address, "GET", new byte[0]);
    }

    /** Reads a resource below the base, not monitored. */
    Reply read(String path) throws IOException {
        return read(base.resolve(path));
    }

    private static final class BrokenReplyException extends IOException {
        private static final long serialVersionUID = 1;

        private final transient Reply reply;

        BrokenReplyException(Reply reply, IOException cause) {
            super("The response with status " + reply.status() + " broke off", cause);
            this.reply = reply;
        }
    }

    private Reply exchange(URI address, String method, byte[] body, String... headers) throws IOException {
        var request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            Map<String, String> first = new HashMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            var received = new ByteArrayOutputStream();
            try (InputStream in = response.body()) {
                in.transferTo(received);
            } catch (IOException e) {
                throw new BrokenReplyException(
                        new Reply(response.statusCode(), first, received.toByteArray(), false), e);
            }
            return new Reply(response.statusCode(), first, received.toByteArray(), true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
