package ee.chatkit.http.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientWatchTest {
    /** As the blocking write of a server, which an interrupt ends. */
    private static final class StuckOutput extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("not in pieces");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }

    @Test
    void clientThatDoesNotRead_endsTheWrite() throws InterruptedException, IOException {
        var watch = new ClientWatch(Duration.ofMillis(50));
        var ended = new AtomicBoolean();
        Thread ticks = Thread.ofVirtual().start(() -> {
            while (!ended.get()) {
                watch.tick();
                Thread.onSpinWait();
            }
        });
        try (OutputStream out = watch.watch(new StuckOutput(), ScriptedOutput.connection())) {
            assertThrows(IOException.class, () -> out.write(new byte[1000]));
            assertFalse(Thread.currentThread().isInterrupted(), "the thread serves other requests");
            assertThrows(IOException.class, () -> out.write(new byte[1000]));
            assertThrows(IOException.class, out::flush);
        } finally {
            ended.set(true);
            ticks.join();
        }
    }

    @Test
    void clientThatReads_isNotDisturbed() throws IOException {
        var watch = new ClientWatch(Duration.ofHours(1));
        var response = new ByteArrayOutputStream();
        byte[] bytes = new byte[300_000];
        bytes[299_999] = 7;
        try (OutputStream out = watch.watch(response, ScriptedOutput.connection())) {
            out.write(bytes);
            watch.tick();
            out.flush();
        }
        assertArrayEquals(bytes, response.toByteArray());
    }
}
