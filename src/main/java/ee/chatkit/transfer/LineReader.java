package ee.chatkit.transfer;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Splits a stream into lines. The current line is exposed as a range of the internal buffer instead of a copy, which is valid
 * until the next call of {@link #next}. The buffer grows to the longest line.
 */
final class LineReader implements Closeable {
    /** The maximum length of a line, in bytes. */
    static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    static final String DAMAGED_COMPRESSION = "cannot be decompressed: the file is truncated or damaged here";

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
     * Advances to the next line.
     *
     * @return false at the end of the stream
     * @throws UnreadableExportException if the line has no line feed, is too long, or cannot be decompressed
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
                    throw new UnreadableExportException(number, "is truncated: the file ends here without a line feed");
                }
                number--;
                return false;
            }
            searched = offset + known;
        }
    }

    /** Moves the current line to the start of the buffer, enlarges the buffer if it is full, and reads more. */
    private boolean fill() throws IOException {
        if (offset > 0) {
            System.arraycopy(buffer, offset, buffer, 0, filled - offset);
            filled -= offset;
            offset = 0;
        }
        if (filled == buffer.length) {
            if (filled >= MAX_LINE_BYTES) {
                throw new UnreadableExportException(number, "is longer than " + MAX_LINE_BYTES + " bytes");
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

    /** The length without the line feed, which follows in the buffer. */
    int length() {
        return lineEnd - offset - 1;
    }

    /** The number of the current line, from 1. */
    long number() {
        return number;
    }

    /** The number of bytes up to the end of the current line. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
