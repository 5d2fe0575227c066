package ee.chatkit.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the server's own HTTP listener answers: that it accepts connections, reads requests and has a thread for them.
 * After an OutOfMemoryError or with all threads occupied, health on another port would still be up.
 *
 * <p>The address of the listener is that of the first request to the application; until then there is nothing to check. Any
 * answer will do, also that of a listener with TLS to a request without. The check takes at most 2.5 seconds, its result is used
 * for one second.
 */
@ApplicationScoped
public class ListenerProbe {
    private static final int CONNECT_MILLIS = 1000;
    private static final int ANSWER_MILLIS = 1500;
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile @Nullable Listener listener;
    private Optional<String> problem = Optional.empty();
    private long checked;
    private long failingSince;
    private boolean everChecked;

    /**
     * The listener that has received a request.
     *
     * @param address the local address
     * @param path a path of the application
     */
    private record Listener(InetSocketAddress address, String path) {}

    /** Notes the listener of a request, of the first one only. */
    void received(String localAddress, int localPort, String contextPath) {
        if (listener == null) {
            listener = new Listener(new InetSocketAddress(localAddress, localPort), contextPath + "/api/listener");
        }
    }

    /** Why requests cannot be answered now; empty when they can. */
    synchronized Optional<String> problem() {
        Listener found = listener;
        long now = System.nanoTime();
        if (found == null || (everChecked && now - checked < MAX_AGE_NANOS)) {
            return problem;
        }
        Optional<String> before = problem;
        problem = check(found);
        checked = System.nanoTime();
        everChecked = true;
        if (before.isEmpty()) {
            failingSince = now;
        }
        return problem;
    }

    /** As {@link #problem}, when it has lasted for this long. */
    synchronized Optional<String> problemSince(Duration duration) {
        return problem().filter(reason -> System.nanoTime() - failingSince >= duration.toNanos());
    }

    private static Optional<String> check(Listener listener) {
        String request = "HEAD " + listener.path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ChatKit-EE-health\r\n"
                + "Connection: close\r\n\r\n";
        try (var socket = new Socket()) {
            socket.connect(listener.address, CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            int unused = socket.getInputStream().read();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the HTTP listener does not answer");
        }
    }
}
