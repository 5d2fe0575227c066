package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.store.AttachmentMaintenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link AttachmentMaintenance} in PostgreSQL. */
record JpaAttachmentMaintenance(Database database) implements AttachmentMaintenance {
    /** Rows that another node is deleting are left to it. A row that was sent meanwhile is looked at again and stays. */
    private static final String DELETE_UNSENT = """
        with old as materialized (
            select id from chatkit_attachments
            where thread_id is null and created_at < ?
            order by created_at limit ? for update skip locked)
        delete from chatkit_attachments a using old
        where a.id = old.id and a.thread_id is null
        returning a.user_id, a.id\
        """;

    @Override
    public Optional<OwnedAttachment> find(String attachmentId) {
        @Nullable
        AttachmentEntity entity =
                database.statement(session -> session.createSelectionQuery("""
                    select a from AttachmentEntity a left join fetch a.thread t left join fetch t.opportunity
                    where a.id = :id\
                    """, AttachmentEntity.class)
                        .setParameter("id", attachmentId)
                        .getSingleResultOrNull());
        return Optional.ofNullable(entity).map(found -> new OwnedAttachment(new Caller(found.userId), found.toModel()));
    }

    @Override
    public List<OwnedId> deleteUnsent(Instant createdBefore, int limit) {
        return database.statement(session -> JdbcStatements.list(
                session,
                DELETE_UNSENT,
                row -> new OwnedId(new Caller(row.getString(1)), row.getString(2)),
                createdBefore,
                limit));
    }
}
