package ee.chatkit.store.jpa;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code chatkit_attachments}; deleted with its thread. Its owner is that of its thread, or else the user who has
 * announced it.
 */
@Entity
@Table(name = "chatkit_attachments")
@NamedQuery(
        name = AttachmentEntity.FIND,
        query = "select a from AttachmentEntity a where a.id = :id and a.userId = :userId")
class AttachmentEntity {
    static final String FIND = "Attachment.find";

    /** The columns that {@link #of} reads, from {@code chatkit_attachments a}. */
    static final String COLUMNS =
            "a.id, a.user_id, a.thread_id, a.type, a.name, a.mime_type, a.size, a.details, a.created_at";

    @Id
    String id;

    @Column(name = "user_id", nullable = false, updatable = false)
    String userId;

    @Column(name = "thread_id")
    @Nullable
    String threadId;

    @Column(nullable = false)
    String type;

    @Column(nullable = false)
    String name;

    @Column(name = "mime_type", nullable = false)
    String mimeType;

    long size;

    @Column(nullable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    String details;

    @Column(name = "created_at", nullable = false)
    @JdbcTypeCode(SqlTypes.TIMESTAMP_WITH_TIMEZONE)
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected AttachmentEntity() {}

    static AttachmentEntity of(ResultSet row) throws SQLException {
        var entity = new AttachmentEntity();
        entity.id = row.getString(1);
        entity.userId = row.getString(2);
        entity.threadId = row.getString(3);
        entity.type = row.getString(4);
        entity.name = row.getString(5);
        entity.mimeType = row.getString(6);
        entity.size = row.getLong(7);
        entity.details = row.getString(8);
        entity.createdAt = JdbcStatements.time(row, 9);
        return entity;
    }

    Attachment toModel() {
        return new Attachment(
                id, threadId, EnumColumns.read(AttachmentType.class, type), name, mimeType, size, details, createdAt);
    }
}
