package ee.chatkit.transfer;

import ee.chatkit.transfer.SpoolException.Reason;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Keeps what comes in over the network until it can be read again and again: in a temporary file. */
public final class Spool {
    private static final System.Logger LOG = System.getLogger(Spool.class.getName());

    private final TemporaryFiles temporaryFiles;
    private final long maxBytes;

    /**
     * A spool.
     *
     * @param maxBytes the largest file that is kept, in bytes, once it is unpacked
     */
    public Spool(TemporaryFiles temporaryFiles, long maxBytes) {
        this.temporaryFiles = temporaryFiles;
        this.maxBytes = maxBytes;
    }

    /** Gives new, empty files that go when they are closed. */
    @FunctionalInterface
    public interface TemporaryFiles {
        /** Where Java has its temporary files. */
        TemporaryFiles TEMPORARY_DIRECTORY = () -> {
            Path path = Files.createTempFile("chatkit-import-", ".ndjson");
            var file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            try {
                Files.deleteIfExists(path); // even a server that is killed leaves nothing then
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the file goes when it is closed: {0}", e.getMessage());
            }
            return file;
        };

        FileChannel create() throws IOException;
    }

    /**
     * Takes a file in, and unpacks it where it is compressed by gzip.
     *
     * @return the file; whoever gets it closes it. What is wrong with the compression turns out when it is read
     * @throws SpoolException when it is too large, its sender stops, or the disk does not take it; nothing is kept then
     */
    public SpooledFile receive(InputStream body) {
        FileChannel file;
        try {
            file = temporaryFiles.create();
        } catch (IOException e) {
            throw noRoom(e);
        }
        try {
            return new SpooledFile(file, copy(new RequestBody(body), file));
        } catch (UncheckedIOException e) {
            close(file);
            throw new SpoolException(Reason.TRUNCATED, "the body ended before it was complete");
        } catch (IOException e) {
            close(file);
            throw noRoom(e);
        } catch (RuntimeException e) {
            close(file);
            throw e;
        }
    }

    /** Gives what is wrong with the compression, if anything is. */
    private @Nullable String copy(InputStream body, FileChannel to) throws IOException {
        byte[] buffer = new byte[ImportSource.BUFFER_BYTES];
        long length = 0;
        InputStream from = null;
        while (true) {
            int read;
            try {
                from = from == null ? ImportSource.decompress(body) : from;
                read = from.read(buffer);
            } catch (EOFException | ZipException e) {
                return String.valueOf(e.getMessage());
            }
            if (read < 0) {
                return null;
            }
            length += read;
            if (length > maxBytes) {
                throw new SpoolException(Reason.TOO_LARGE, "a file may have " + maxBytes + " bytes at most, unpacked");
            }
            var piece = ByteBuffer.wrap(buffer, 0, read);
            while (piece.hasRemaining()) {
                to.write(piece);
            }
        }
    }

    private static SpoolException noRoom(IOException e) {
        LOG.log(Level.WARNING, "a file that came in could not be kept on the disk", e);
        return new SpoolException(Reason.INSUFFICIENT_STORAGE, "the server's disk does not take the file");
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a temporary file could not be closed", e);
        }
    }

    /** A body; that its sender stopped is not mistaken for a failure of the disk or of the compression. */
    private static final class RequestBody extends FilterInputStream {
        RequestBody(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return super.read(target, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A file that was taken in. Read by one at a time. */
    public static final class SpooledFile implements ImportSource, AutoCloseable {
        private final FileChannel file;
        private final @Nullable String damage;

        private SpooledFile(FileChannel file, @Nullable String damage) {
            this.file = file;
            this.damage = damage;
        }

        @Override
        public InputStream open() {
            return new InputStream() {
                private long at;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int read = file.read(ByteBuffer.wrap(target, offset, length), at);
                    if (read < 0 && damage != null) {
                        throw new ZipException(damage);
                    }
                    at += Math.max(read, 0);
                    return read;
                }
            };
        }

        @Override
        public void close() {
            Spool.close(file);
        }
    }
}
