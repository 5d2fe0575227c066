package ee.chatkit.store.jpa;

import ee.chatkit.model.ThreadItem;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;

/** A row of {@code chatkit_thread_items}; goes with its thread. */
@Entity
@Table(name = "chatkit_thread_items")
@IdClass(ItemEntity.Key.class)
class ItemEntity {
    @Id
    @Column(name = "thread_id")
    String threadId;

    @Id
    long seq;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "thread_id", insertable = false, updatable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    ThreadEntity thread;

    @Column(nullable = false, updatable = false)
    String id;

    @Column(name = "item_type", nullable = false)
    String itemType;

    /** Without the envelope, which the Python version keeps there too. */
    @Column(nullable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    @ColumnTransformer(read = "content - cast('{id,thread_id,type,created_at}' as text[])")
    String content;

    @Column(name = "created_at", nullable = false, updatable = false)
    Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected ItemEntity() {}

    ThreadItem toModel() {
        return new ThreadItem(id, threadId, itemType, createdAt, content);
    }

    /** What identifies the row. */
    record Key(String threadId, long seq) implements Serializable {}
}
