package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.store.AttachmentContents.Upload;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.hibernate.StatelessSession;

/** An upload: collects bytes until they fill a chunk, and writes the chunk. */
final class JpaUpload implements Upload {
    private static final System.Logger LOG = System.getLogger(JpaUpload.class.getName());

    private static final String ADD = """
        insert into chatkit_attachment_chunks (attachment_id, upload_id, seq, bytes)
        select u.attachment_id, u.id, ?, ? from chatkit_attachment_uploads u
        where u.attachment_id = ? and u.id = ? and u.length is null
        returning 1\
        """;

    /** Returns no row if another upload of the attachment is complete; one that completes concurrently violates a unique index. */
    private static final String COMPLETE = """
        update chatkit_attachment_uploads u set length = ?
        where u.attachment_id = ? and u.id = ? and u.length is null and not exists (
            select 1 from chatkit_attachment_uploads o where o.attachment_id = u.attachment_id and o.length is not null)
        returning 1\
        """;

    private static final String OPEN = " where attachment_id = ? and id = ? and length is null";

    private static final String IS_OPEN = "select 1 from chatkit_attachment_uploads" + OPEN;

    private static final String DROP = "delete from chatkit_attachment_uploads" + OPEN + " returning 1";

    private final Database database;
    private final Caller caller;
    private final String attachmentId;
    private final String uploadId;
    private final byte[] chunk = new byte[JpaAttachmentContents.CHUNK_BYTES];
    private int chunkLength;
    private int chunksWritten;
    private long length;
    private boolean completed;

    JpaUpload(Database database, Caller caller, String attachmentId, String uploadId) {
        this.database = database;
        this.caller = caller;
        this.attachmentId = attachmentId;
        this.uploadId = uploadId;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int from = offset;
        int left = count;
        while (left > 0) {
            int fits = Math.min(left, chunk.length - chunkLength);
            System.arraycopy(bytes, from, chunk, chunkLength, fits);
            chunkLength += fits;
            from += fits;
            left -= fits;
            if (chunkLength == chunk.length) {
                flush();
            }
        }
    }

    private void flush() {
        if (chunkLength > 0) {
            requireUpdated(ADD, chunksWritten, Arrays.copyOf(chunk, chunkLength), attachmentId, uploadId);
            chunksWritten++;
            length += chunkLength;
            chunkLength = 0;
        }
    }

    @Override
    public void complete() {
        flush();
        boolean callersTransaction = database.isInCallersTransaction();
        try {
            database.statement(caller, this::requireCompleted);
        } catch (RuntimeException e) {
            throw !callersTransaction && SqlFailure.isUniqueViolation(e)
                    ? new ConflictException(ResourceType.CONTENT, attachmentId)
                    : e;
        }
        completed = true;
    }

    private boolean requireCompleted(StatelessSession session) {
        if (!JdbcStatements.any(session, COMPLETE, length, attachmentId, uploadId)) {
            throw JdbcStatements.any(session, IS_OPEN, attachmentId, uploadId)
                    ? new ConflictException(ResourceType.CONTENT, attachmentId)
                    : new NotFoundException(ResourceType.ATTACHMENT, attachmentId);
        }
        return true;
    }

    @Override
    public void close() {
        if (completed) {
            return;
        }
        try {
            database.statement(caller, session -> JdbcStatements.any(session, DROP, attachmentId, uploadId));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Unfinished upload {0} could not be deleted, the sweep will delete it: {1}",
                    uploadId,
                    e.getClass().getName());
        }
    }

    /** Runs a statement that returns no row unless the upload exists and is unfinished. */
    private void requireUpdated(String sql, Object... parameters) {
        if (!database.statement(caller, session -> JdbcStatements.any(session, sql, parameters))) {
            throw new NotFoundException(ResourceType.ATTACHMENT, attachmentId);
        }
    }
}
