package ee.chatkit.store.jpa;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code chatkit_attachments}; goes with its thread. */
@Entity
@Table(name = "chatkit_attachments")
class AttachmentEntity {
    @Id
    String id;

    @Column(name = "user_id", nullable = false, updatable = false)
    String userId;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "thread_id")
    @OnDelete(action = OnDeleteAction.CASCADE)
    @Nullable
    ThreadEntity thread;

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
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected AttachmentEntity() {}

    Attachment toModel() {
        return new Attachment(
                id,
                thread == null ? null : thread.id,
                EnumColumns.read(AttachmentType.class, type),
                name,
                mimeType,
                size,
                details,
                createdAt);
    }
}
