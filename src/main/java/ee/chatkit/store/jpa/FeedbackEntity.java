package ee.chatkit.store.jpa;

import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code chatkit_feedback}; goes with its item, by the database alone. */
@Entity
@Table(name = "chatkit_feedback")
@IdClass(FeedbackEntity.Key.class)
class FeedbackEntity {
    @Id
    @Column(name = "thread_id")
    String threadId;

    @Id
    @Column(name = "item_id")
    String itemId;

    @Column(nullable = false)
    String kind;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected FeedbackEntity() {}

    Feedback toModel() {
        return new Feedback(threadId, itemId, EnumColumns.read(FeedbackKind.class, kind), createdAt);
    }

    /** What identifies the row. */
    record Key(String threadId, String itemId) implements Serializable {}
}
