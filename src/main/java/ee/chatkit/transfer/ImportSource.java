package ee.chatkit.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file that can be read from its begin again and again. */
@FunctionalInterface
public interface ImportSource {
    /** How much is read at once. */
    int BUFFER_BYTES = 64 * 1024;

    /** The file from its first byte on, not compressed. Whoever gets it closes it. */
    InputStream open() throws IOException;

    /** A file on a disk, compressed by gzip or not. */
    static ImportSource of(Path file) {
        return () -> {
            InputStream in = Files.newInputStream(file);
            try {
                return decompress(in);
            } catch (IOException | RuntimeException e) {
                try (in) {
                    throw e;
                }
            }
        };
    }

    /** What a stream has, without the compression by gzip that it may come in: no line of a file begins as that does. */
    static InputStream decompress(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in, BUFFER_BYTES) {
            @Override
            public synchronized int available() {
                return 1; // otherwise GZIPInputStream may overlook that one compressed file follows another
            }
        };
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1F && buffered.read() == 0x8B;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
    }
}
