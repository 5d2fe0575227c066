package ee.chatkit.store.jpa;

import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code chatkit_feedback}; deleted with its thread by the foreign key, and by statements with its item. */
@Entity
@Table(name = "chatkit_feedback")
@IdClass(FeedbackEntity.Key.class)
@NamedQuery(name = FeedbackEntity.LIST, query = """
    select f from FeedbackEntity f
    join ItemEntity i on i.threadId = f.threadId and i.id = f.itemId
    join ThreadEntity t on t.id = f.threadId
    where f.threadId = :threadId and t.userId = :userId
    order by i.seq\
    """)
class FeedbackEntity {
    static final String LIST = "Feedback.list";

    /** The columns that {@link #of} reads, from {@code chatkit_feedback f}. */
    static final String COLUMNS = "f.thread_id, f.item_id, f.kind, f.created_at";

    @Id
    @Column(name = "thread_id")
    String threadId;

    @Id
    @Column(name = "item_id")
    String itemId;

    @Column(nullable = false)
    String kind;

    @Column(name = "created_at", nullable = false)
    @JdbcTypeCode(SqlTypes.TIMESTAMP_WITH_TIMEZONE)
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected FeedbackEntity() {}

    static FeedbackEntity of(ResultSet row) throws SQLException {
        var entity = new FeedbackEntity();
        entity.threadId = row.getString(1);
        entity.itemId = row.getString(2);
        entity.kind = row.getString(3);
        entity.createdAt = JdbcStatements.time(row, 4);
        return entity;
    }

    Feedback toModel() {
        return new Feedback(threadId, itemId, EnumColumns.read(FeedbackKind.class, kind), createdAt);
    }

    /** The primary key. */
    record Key(String threadId, String itemId) implements Serializable {}
}
