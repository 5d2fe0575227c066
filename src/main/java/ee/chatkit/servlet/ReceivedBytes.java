package ee.chatkit.servlet;

import ee.chatkit.transfer.Spool.TemporaryFiles;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request body, in memory while they are few, else in a temporary file. Writing is confined to one thread at a
 * time; reading begins when writing has ended.
 */
final class ReceivedBytes implements AutoCloseable {
    /** How many bytes are in memory at most. */
    static final int IN_MEMORY = 64 * 1024;

    private static final System.Logger LOG = System.getLogger(ReceivedBytes.class.getName());
    private static final int INITIAL = 4 * 1024;

    private final TemporaryFiles files;
    private byte[] memory = {};
    private int inMemory;
    private @Nullable FileChannel file;
    private long length;

    ReceivedBytes(TemporaryFiles files) {
        this.files = files;
    }

    long length() {
        return length;
    }

    /**
     * Appends bytes.
     *
     * @throws IOException if they cannot be written to a temporary file
     */
    void append(byte[] bytes, int count) throws IOException {
        length += count;
        if (inMemory + count <= IN_MEMORY) {
            if (inMemory + count > memory.length) {
                memory = Arrays.copyOf(
                        memory, Math.min(IN_MEMORY, Math.max(inMemory + count, Math.max(INITIAL, memory.length * 2))));
            }
            System.arraycopy(bytes, 0, memory, inMemory, count);
            inMemory += count;
            return;
        }
        if (file == null) {
            file = files.create();
        }
        write(file, memory, inMemory);
        inMemory = 0;
        write(file, bytes, count);
    }

    private static void write(FileChannel file, byte[] bytes, int count) throws IOException {
        var rest = ByteBuffer.wrap(bytes, 0, count);
        while (rest.hasRemaining()) {
            file.write(rest);
        }
    }

    /** Returns a stream without bytes. */
    static ServletInputStream none() {
        return new ReceivedBytes(TemporaryFiles.TEMPORARY_DIRECTORY).new Stream();
    }

    /** Returns a stream of all bytes; it never blocks for the client. */
    ServletInputStream open() throws IOException {
        if (file != null && inMemory > 0) {
            write(file, memory, inMemory);
            inMemory = 0;
        }
        return new Stream();
    }

    @Override
    public void close() {
        memory = new byte[0];
        inMemory = 0;
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Temporary file cannot be closed", e);
            }
        }
    }

    private final class Stream extends ServletInputStream {
        private long at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (at >= length || count == 0) {
                return count == 0 ? 0 : -1;
            }
            int read;
            if (file == null) {
                read = (int) Math.min(count, inMemory - at);
                System.arraycopy(memory, (int) at, target, offset, read);
            } else {
                read = file.read(ByteBuffer.wrap(target, offset, count), at);
            }
            at += Math.max(read, 0);
            return read;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, length - at);
        }

        @Override
        public boolean isFinished() {
            return at >= length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body is complete: read it");
        }
    }
}
