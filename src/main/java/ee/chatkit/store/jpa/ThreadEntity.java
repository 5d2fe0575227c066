package ee.chatkit.store.jpa;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code chatkit_threads}; deleted with its opportunity by the foreign key. */
@Entity
@Table(name = "chatkit_threads")
@NamedQuery(name = ThreadEntity.FIND, query = "select t from ThreadEntity t where t.id = :id and t.userId = :userId")
class ThreadEntity {
    static final String FIND = "Thread.find";

    /** The columns that {@link #of} reads, from {@code chatkit_threads t}. */
    static final String COLUMNS = """
        t.id, t.opportunity_id, t.title, t.status, t.status_reason, t.allowed_image_domains, t.metadata, \
        t.created_at, t.updated_at, t.pinned, t.archived, t.labels\
        """;

    /** The number of {@link #COLUMNS}. */
    static final int COLUMN_COUNT = 12;

    /**
     * The same, with null as metadata if one of the texts of the row is longer. Comparisons with null, which most rows have
     * in four of these columns, cost PostgreSQL little.
     */
    static String shortColumns(int max) {
        return """
            t.id, t.opportunity_id, case when octet_length(t.title) <= %1$d then t.title end, t.status,
            case when octet_length(t.status_reason) <= %1$d then t.status_reason end,
            case when pg_column_size(t.allowed_image_domains) <= %1$d then t.allowed_image_domains end,
            case when octet_length(t.title) > %1$d or octet_length(t.status_reason) > %1$d
                or pg_column_size(t.allowed_image_domains) > %1$d
                or pg_column_compression(t.allowed_image_domains) is not null
                or pg_column_size(t.labels) > %1$d or pg_column_compression(t.labels) is not null
                then null else %2$s end, t.created_at, t.updated_at, t.pinned, t.archived,
            case when pg_column_size(t.labels) <= %1$d then t.labels end\
            """.formatted(max / 2, PagedQuery.shortJson("t.metadata", "t.metadata", max / 2));
    }

    @Id
    String id;

    @Column(name = "user_id", nullable = false, updatable = false)
    String userId;

    @Column(name = "opportunity_id", updatable = false)
    @Nullable
    String opportunityId;

    @Nullable
    String title;

    @Column(nullable = false)
    String status;

    @Column(name = "status_reason")
    @Nullable
    String statusReason;

    @Column(name = "allowed_image_domains")
    @JdbcTypeCode(SqlTypes.ARRAY)
    String @Nullable [] allowedImageDomains;

    @Column(nullable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    String metadata;

    @Column(name = "created_at", nullable = false, updatable = false)
    @JdbcTypeCode(SqlTypes.TIMESTAMP_WITH_TIMEZONE)
    Instant createdAt;

    @Column(name = "updated_at", nullable = false, updatable = false)
    @JdbcTypeCode(SqlTypes.TIMESTAMP_WITH_TIMEZONE)
    Instant updatedAt;

    @Column(nullable = false)
    boolean pinned;

    @Column(nullable = false)
    boolean archived;

    /** Null for none, so that the index of labelled threads has no others. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    String @Nullable [] labels;

    @Column(name = "last_seq", nullable = false, updatable = false)
    long lastSeq;

    /** Whether the index of {@link ee.chatkit.store.Search} has the title. */
    @Column(name = "title_indexed", nullable = false)
    boolean titleIndexed;

    @SuppressWarnings("NullAway.Init")
    protected ThreadEntity() {}

    static ThreadEntity of(ResultSet row) throws SQLException {
        var entity = new ThreadEntity();
        entity.id = row.getString(1);
        entity.opportunityId = row.getString(2);
        entity.title = row.getString(3);
        entity.status = row.getString(4);
        entity.statusReason = row.getString(5);
        entity.allowedImageDomains = texts(row, 6);
        entity.metadata = row.getString(7);
        entity.createdAt = JdbcStatements.time(row, 8);
        entity.updatedAt = JdbcStatements.time(row, 9);
        entity.pinned = row.getBoolean(10);
        entity.archived = row.getBoolean(11);
        entity.labels = texts(row, 12);
        return entity;
    }

    private static String @Nullable [] texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : (String[]) array.getArray();
    }

    ChatThread toModel() {
        return new ChatThread(
                id,
                opportunityId,
                title,
                status(status, statusReason),
                allowedImageDomains == null ? null : List.of(allowedImageDomains),
                metadata,
                pinned,
                archived,
                labels == null ? List.of() : List.of(labels),
                createdAt,
                updatedAt);
    }

    /** Copies the mutable fields. */
    void change(ChatThread thread) {
        titleIndexed = titleIndexed && Objects.equals(title, thread.title());
        title = thread.title();
        status = word(thread.status());
        statusReason = reason(thread.status());
        allowedImageDomains = domains(thread);
        metadata = thread.metadata();
        pinned = thread.pinned();
        archived = thread.archived();
        labels = labels(thread);
    }

    private static ThreadStatus status(String word, @Nullable String reason) {
        return switch (word) {
            case "active" -> ThreadStatus.ACTIVE;
            case "locked" -> new ThreadStatus.Locked(reason);
            case "closed" -> new ThreadStatus.Closed(reason);
            default -> throw new IllegalStateException("Unknown thread status in the database: " + word);
        };
    }

    static String word(ThreadStatus status) {
        return switch (status) {
            case ThreadStatus.Active active -> "active";
            case ThreadStatus.Locked locked -> "locked";
            case ThreadStatus.Closed closed -> "closed";
        };
    }

    static @Nullable String reason(ThreadStatus status) {
        return switch (status) {
            case ThreadStatus.Active active -> null;
            case ThreadStatus.Locked locked -> locked.reason();
            case ThreadStatus.Closed closed -> closed.reason();
        };
    }

    static String @Nullable [] domains(ChatThread thread) {
        List<String> domains = thread.allowedImageDomains();
        return domains == null ? null : domains.toArray(String[]::new);
    }

    static String @Nullable [] labels(ChatThread thread) {
        return thread.labels().isEmpty() ? null : thread.labels().toArray(String[]::new);
    }
}
