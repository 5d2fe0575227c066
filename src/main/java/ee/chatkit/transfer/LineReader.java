package ee.chatkit.transfer;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/** Cuts a stream into lines, one at a time, which are not copied. */
final class LineReader implements Closeable {
    /** How long a line may be, in bytes. */
    static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    static final String DAMAGED_COMPRESSION = "cannot be unpacked: the compressed file is cut or damaged here";

    private final InputStream in;
    private byte[] buffer = new byte[256 * 1024];
    private int offset;
    private int lineEnd;
    private int filled;
    private long number;
    private long bytes;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line.
     *
     * @return whether there is one
     * @throws UnreadableExportException when it has no line feed, is too long, or cannot be unpacked
     */
    boolean next() throws IOException {
        offset = lineEnd;
        number++;
        int searched = offset;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    lineEnd = i + 1;
                    bytes += lineEnd - offset;
                    return true;
                }
            }
            int known = filled - offset;
            if (!fill()) {
                if (known > 0) {
                    throw new UnreadableExportException(number, "is cut: the file ends here, without a line feed");
                }
                number--;
                return false;
            }
            searched = offset + known;
        }
    }

    /** Makes room behind the line that has begun, and reads some more of it. */
    private boolean fill() throws IOException {
        if (offset > 0) {
            System.arraycopy(buffer, offset, buffer, 0, filled - offset);
            filled -= offset;
            offset = 0;
        }
        if (filled == buffer.length) {
            if (filled >= MAX_LINE_BYTES) {
                throw new UnreadableExportException(number, "has more than " + MAX_LINE_BYTES + " bytes");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read;
        try {
            read = in.read(buffer, filled, buffer.length - filled);
        } catch (EOFException | ZipException e) {
            throw new UnreadableExportException(number, DAMAGED_COMPRESSION);
        }
        filled += Math.max(read, 0);
        return read >= 0;
    }

    byte[] buffer() {
        return buffer;
    }

    int offset() {
        return offset;
    }

    /** Without the line feed, which stands behind it. */
    int length() {
        return lineEnd - offset - 1;
    }

    /** Counts from 1. */
    long number() {
        return number;
    }

    /** How many bytes there are up to here. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
