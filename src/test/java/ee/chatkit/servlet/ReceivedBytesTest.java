package ee.chatkit.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.transfer.Spool.TemporaryFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedBytesTest {
    private final AtomicInteger files = new AtomicInteger();

    private final TemporaryFiles counting = () -> {
        files.incrementAndGet();
        return TemporaryFiles.TEMPORARY_DIRECTORY.create();
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 65_535, 65_536, 65_537, 131_072, 1_000_000})
    void bytes_areReadAsWritten(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        try (var bytes = new ReceivedBytes(counting)) {
            var sizes = new Random(1);
            for (int at = 0; at < length; ) {
                int count = Math.min(length - at, 1 + sizes.nextInt(9000));
                bytes.append(Arrays.copyOfRange(content, at, at + count), count);
                at += count;
            }
            assertEquals(length, bytes.length());
            assertArrayEquals(content, bytes.open().readAllBytes());
            assertEquals(length > ReceivedBytes.IN_MEMORY ? 1 : 0, files.get());
        }
    }

    @Test
    void fullDisk_isReported() throws IOException {
        try (var bytes = new ReceivedBytes(() -> {
            throw new IOException("No space left on device");
        })) {
            bytes.append(new byte[ReceivedBytes.IN_MEMORY], ReceivedBytes.IN_MEMORY);
            assertThrows(IOException.class, () -> bytes.append(new byte[1], 1));
        }
    }
}
