package ee.chatkit.transfer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file that can be read from its beginning several times: once to validate it, once to import it. */
@FunctionalInterface
public interface ImportSource {
    /** The size of read buffers, in bytes. */
    int BUFFER_BYTES = 64 * 1024;

    /**
     * Opens the file at its first byte, decompressed.
     *
     * @return the stream, which the caller closes
     * @throws IOException if the file cannot be opened
     */
    InputStream open() throws IOException;

    /**
     * Returns a source for a file on disk.
     *
     * @param file the path of the file, which may be compressed by gzip
     * @return the source
     */
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

    /**
     * Decompresses a stream if it begins with the magic number of gzip, which no line of an export does.
     *
     * @param in the stream; closing the result closes it
     * @return the decompressed stream
     * @throws IOException if the stream cannot be read
     */
    static InputStream decompress(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in, BUFFER_BYTES) {
            @Override
            public synchronized int available() {
                return 1; // with 0, GZIPInputStream ignores further members
            }
        };
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1F && buffered.read() == 0x8B;
        buffered.reset();
        return packed ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
    }
}
