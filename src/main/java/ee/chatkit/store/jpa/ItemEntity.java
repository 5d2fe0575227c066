package ee.chatkit.store.jpa;

import ee.chatkit.model.ThreadItem;
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
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code chatkit_thread_items}; deleted with its thread by the foreign key. */
@Entity
@Table(name = "chatkit_thread_items")
@IdClass(ItemEntity.Key.class)
@NamedQuery(name = ItemEntity.FIND, query = "select i from ItemEntity i where i.threadId = :threadId and i.id = :id")
@NamedQuery(name = ItemEntity.VISIBLE_IDS, query = """
    select i.id from ItemEntity i
    where i.threadId = :threadId and i.id in :itemIds and i.itemType not in :hiddenTypes\
    """)
class ItemEntity {
    static final String FIND = "Item.find";
    static final String VISIBLE_IDS = "Item.visibleIds";

    /** The content without the members of the envelope, which the Python version stores there too. */
    private static final String CONTENT = "content - cast('{id,thread_id,type,created_at}' as text[])";

    static final String CONTENT_OF_ADOPTED = "i." + CONTENT;

    @Id
    @Column(name = "thread_id")
    String threadId;

    @Id
    long seq;

    @Column(nullable = false, updatable = false)
    String id;

    @Column(name = "item_type", nullable = false)
    String itemType;

    @Column(nullable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    @ColumnTransformer(read = CONTENT)
    String content;

    @Column(name = "created_at", nullable = false, updatable = false)
    @JdbcTypeCode(SqlTypes.TIMESTAMP_WITH_TIMEZONE)
    Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected ItemEntity() {}

    /**
     * The columns that {@link #of} reads, from {@code chatkit_thread_items i}.
     *
     * @param adopted whether the schema was adopted, so that contents may have the members of the envelope
     */
    static String columns(boolean adopted) {
        return "i.id, i.item_type, i.created_at, " + (adopted ? CONTENT_OF_ADOPTED : "i.content") + ", i.seq";
    }

    /** The same, with null as content if it is longer. */
    static String shortColumns(boolean adopted, int max) {
        String value = adopted ? CONTENT_OF_ADOPTED : "i.content";
        return "i.id, i.item_type, i.created_at, " + PagedQuery.shortJson("i.content", value, max) + ", i.seq";
    }

    static ItemEntity of(String threadId, ResultSet row) throws SQLException {
        var entity = new ItemEntity();
        entity.threadId = threadId;
        entity.id = row.getString(1);
        entity.itemType = row.getString(2);
        entity.createdAt = JdbcStatements.time(row, 3);
        entity.content = row.getString(4);
        entity.seq = row.getLong(5);
        return entity;
    }

    ThreadItem toModel() {
        return new ThreadItem(id, threadId, itemType, createdAt, content);
    }

    /** The primary key. */
    record Key(String threadId, long seq) implements Serializable {}
}
