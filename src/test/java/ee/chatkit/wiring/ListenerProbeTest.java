package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenerProbeTest {
    private final ListenerProbe probe = new ListenerProbe();

    @Test
    void beforeTheFirstRequest_isUp() {
        assertEquals(Optional.empty(), probe.problem());
        assertEquals(Optional.empty(), probe.problemSince(Duration.ZERO));
    }

    @Test
    void listenerThatAnswers_isUp() throws Exception {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread answers = Thread.ofVirtual().start(() -> {
                try (var socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream()
                            .write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            probe.received("127.0.0.1", server.getLocalPort(), "");
            assertEquals(Optional.empty(), probe.problem());
            answers.join();
        }
    }

    /** The operating system accepts the connection; nobody reads from it. */
    @Test
    void listenerThatDoesNotAnswer_isDownInTime() throws Exception {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            probe.received("127.0.0.1", server.getLocalPort(), "");
            long begin = System.nanoTime();
            assertEquals(Optional.of("the HTTP listener does not answer"), probe.problem());
            assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 10);
            assertEquals(Optional.empty(), probe.problemSince(Duration.ofMinutes(1)), "liveness is patient");
            assertTrue(probe.problemSince(Duration.ZERO).isPresent());
        }
    }
}
