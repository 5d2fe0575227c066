package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of a complete upload, fetched chunk by chunk. */
final class ChunkInputStream extends InputStream {
    private static final String CHUNK =
            "select bytes from chatkit_attachment_chunks where attachment_id = ? and upload_id = ? and seq = ?";

    private final Database database;
    private final Caller caller;
    private final String attachmentId;
    private final String uploadId;
    private long remaining;
    private int chunksRead;
    private byte[] chunk = {};
    private int position;

    ChunkInputStream(Database database, Caller caller, String attachmentId, String uploadId, long length) {
        this.database = database;
        this.caller = caller;
        this.attachmentId = attachmentId;
        this.uploadId = uploadId;
        this.remaining = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        if (position == chunk.length) {
            fetch();
        }
        int given = Math.min(count, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, given);
        position += given;
        remaining -= given;
        return given;
    }

    @Override
    public int available() {
        return chunk.length - position;
    }

    private void fetch() throws IOException {
        byte[] next;
        try {
            next = database.<byte @Nullable []>read(
                    caller,
                    session -> JdbcStatements.one(
                            session, CHUNK, row -> row.getBytes(1), attachmentId, uploadId, chunksRead));
        } catch (RuntimeException e) {
            throw new IOException("reading from the database failed", e);
        }
        if (next == null || next.length == 0) {
            throw new IOException("attachment was deleted while it was read");
        }
        chunk = next;
        position = 0;
        chunksRead++;
    }
}
