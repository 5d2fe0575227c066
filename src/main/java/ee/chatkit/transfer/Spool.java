package ee.chatkit.transfer;

import ee.chatkit.transfer.SpoolException.Reason;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Stores an uploaded file so that it can be read twice, first to validate and then to import it, and reports of dry runs.
 *
 * <p>The request body is decompressed into a temporary file, whose size is limited after decompression; a small upload
 * cannot fill the disk. The file is unlinked as soon as it is open (where the platform allows it), so that no file remains
 * if the server is killed. Failures of the client, of the compression and of the disk are told apart: the first two are
 * problems of the upload, the last is one of the server.
 */
public final class Spool {
    private static final System.Logger LOG = System.getLogger(Spool.class.getName());

    private final TemporaryFiles temporaryFiles;
    private final long maxBytes;

    /**
     * Creates a spool.
     *
     * @param temporaryFiles creates the temporary files
     * @param maxBytes the maximum size of a file after decompression, in bytes
     */
    public Spool(TemporaryFiles temporaryFiles, long maxBytes) {
        this.temporaryFiles = temporaryFiles;
        this.maxBytes = maxBytes;
    }

    /** Returns the maximum size of a file after decompression, in bytes. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Creates new, empty files that are deleted when they are closed. */
    @FunctionalInterface
    public interface TemporaryFiles {
        /** Creates files in the temporary directory of the JVM. */
        TemporaryFiles TEMPORARY_DIRECTORY = () -> {
            Path path = Files.createTempFile("chatkit-", ".tmp");
            var file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            try {
                Files.deleteIfExists(path); // no file remains if the server is killed
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "Temporary file will be deleted when it is closed: {0}", e.getMessage());
            }
            return file;
        };

        /**
         * Creates a file.
         *
         * @return the file, open for reading and writing
         * @throws IOException if the file cannot be created
         */
        FileChannel create() throws IOException;
    }

    /**
     * Stores a file, decompressing it if it is compressed by gzip. Blocks until the stream ends.
     *
     * @param body the request body, which is not closed
     * @return the file, which the caller closes; reading it reports a damaged compression
     * @throws SpoolException if the file is too large, the client disconnects, or the temporary file cannot be written;
     *     nothing is stored then
     */
    public SpooledFile receive(InputStream body) {
        FileChannel file = create();
        try {
            return new SpooledFile(file, copy(new RequestBody(body), file));
        } catch (UncheckedIOException e) {
            close(file);
            throw new SpoolException(Reason.TRUNCATED, "the request body ended before it was complete");
        } catch (IOException e) {
            close(file);
            throw insufficientStorage(e);
        } catch (RuntimeException e) {
            close(file);
            throw e;
        }
    }

    /** Writes the contents of a file. */
    @FunctionalInterface
    public interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Stores what is written. Its size is not limited, so it must be proportional to that of a stored upload.
     *
     * @return the file, which the caller closes
     * @throws SpoolException if the temporary file cannot be written; nothing is stored then
     */
    public SpooledFile write(Contents contents) {
        FileChannel file = create();
        boolean complete = false;
        try {
            var out = new BufferedOutputStream(Channels.newOutputStream(file), ImportSource.BUFFER_BYTES);
            contents.writeTo(out);
            out.flush();
            complete = true;
            return new SpooledFile(file, null);
        } catch (IOException e) {
            throw insufficientStorage(e);
        } finally {
            if (!complete) {
                close(file);
            }
        }
    }

    private FileChannel create() {
        try {
            return temporaryFiles.create();
        } catch (IOException e) {
            throw insufficientStorage(e);
        }
    }

    /** Returns a description of damaged compression; null if there is none. */
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
                throw new SpoolException(
                        Reason.TOO_LARGE, "the file exceeds the maximum of " + maxBytes + " bytes after decompression");
            }
            var chunk = ByteBuffer.wrap(buffer, 0, read);
            while (chunk.hasRemaining()) {
                to.write(chunk);
            }
        }
    }

    private static SpoolException insufficientStorage(IOException e) {
        LOG.log(Level.WARNING, "Uploaded file cannot be written to the temporary directory; check its free space", e);
        return new SpoolException(
                Reason.INSUFFICIENT_STORAGE, "the server cannot store the file: insufficient disk space");
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Temporary file cannot be closed", e);
        }
    }

    /** Marks failures of the client, to tell them from failures of the disk and of the compression. */
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

    /** A stored file. It is confined to one thread at a time. */
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
