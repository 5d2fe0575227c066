package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * {@link AttachmentContents} in PostgreSQL: {@code chatkit_attachment_uploads} and, for their bytes,
 * {@code chatkit_attachment_chunks}. Each chunk is written and read by a statement of its own, so that a slow client holds
 * neither a connection nor a transaction.
 */
final class JpaAttachmentContents implements AttachmentContents {
    /** The maximum length of a chunk, in bytes; a check constraint of the table has the same limit. */
    static final int CHUNK_BYTES = 256 * 1024;

    private static final String UPLOAD_PREFIX = "upl_";

    private static final String BEGIN = """
        insert into chatkit_attachment_uploads (id, attachment_id, begun_at)
        select ?, a.id, ? from chatkit_attachments a
        where a.id = ? and a.user_id = ? and not exists (
            select 1 from chatkit_attachment_uploads u where u.attachment_id = a.id and u.length is not null)
        returning 1\
        """;

    private static final String COMPLETE_UPLOAD = """
        select u.id, u.length from chatkit_attachment_uploads u
        join chatkit_attachments a on a.id = u.attachment_id
        where a.id = ? and a.user_id = ? and u.length is not null\
        """;

    private static final String DELETE = """
        delete from chatkit_attachment_uploads u using chatkit_attachments a
        where a.id = u.attachment_id and a.id = ? and a.user_id = ?
        returning u.length is not null\
        """;

    private static final String HELD_THREAD = """
        select a.thread_id from chatkit_attachments a join chatkit_attachment_uploads u on u.attachment_id = a.id
        where a.id = ? and a.user_id = ? and u.length is not null and a.thread_id is not null
          and exists (select 1 from chatkit_holds)\
        """;

    private static final String SWEEP = """
        with old as materialized (
            select attachment_id, id from chatkit_attachment_uploads
            where length is null and begun_at < ?
            order by begun_at limit ?)
        delete from chatkit_attachment_uploads u using old
        where u.attachment_id = old.attachment_id and u.id = old.id and u.length is null
        returning 1\
        """;

    private final Database database;
    private final Clock clock;
    private final Ids ids;

    JpaAttachmentContents(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    /** A complete upload. */
    private record Complete(String uploadId, long length) {}

    @Override
    public Upload begin(Caller caller, String attachmentId) {
        String id = ids.next(UPLOAD_PREFIX);
        boolean begun = database.statement(caller, session -> {
            boolean inserted = JdbcStatements.any(session, BEGIN, id, clock.instant(), attachmentId, caller.userId());
            if (!inserted && find(session, caller, attachmentId) != null) {
                throw new ConflictException(ResourceType.CONTENT, attachmentId);
            }
            return inserted;
        });
        if (!begun) {
            throw new NotFoundException(ResourceType.ATTACHMENT, attachmentId);
        }
        return new JpaUpload(database, caller, attachmentId, id);
    }

    @Override
    public OptionalLong length(Caller caller, String attachmentId) {
        Complete found = database.<@Nullable Complete>read(caller, session -> find(session, caller, attachmentId));
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.length);
    }

    @Override
    public InputStream open(Caller caller, String attachmentId) {
        Complete found = database.<@Nullable Complete>read(caller, session -> find(session, caller, attachmentId));
        if (found == null) {
            throw new NotFoundException(ResourceType.CONTENT, attachmentId);
        }
        return new ChunkInputStream(database, caller, attachmentId, found.uploadId, found.length);
    }

    @Override
    public boolean delete(Caller caller, String attachmentId) {
        return database.statement(caller, session -> {
                    String thread = JdbcStatements.one(
                            session, HELD_THREAD, row -> row.getString(1), attachmentId, caller.userId());
                    if (thread != null) {
                        JpaLegalHolds.requireNotHeld(session, thread);
                    }
                    return JdbcStatements.list(
                            session, DELETE, row -> row.getBoolean(1), attachmentId, caller.userId());
                })
                .contains(true);
    }

    @Override
    public int sweep(Instant begunBefore, int limit) {
        return database.statementOfAllUsers(
                        session -> JdbcStatements.list(session, SWEEP, row -> true, begunBefore, limit))
                .size();
    }

    private static @Nullable Complete find(StatelessSession session, Caller caller, String attachmentId) {
        return JdbcStatements.one(
                session,
                COMPLETE_UPLOAD,
                row -> new Complete(row.getString(1), row.getLong(2)),
                attachmentId,
                caller.userId());
    }
}
