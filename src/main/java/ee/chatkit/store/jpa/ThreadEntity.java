package ee.chatkit.store.jpa;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code chatkit_threads}; goes with its opportunity. */
@Entity
@Table(name = "chatkit_threads")
class ThreadEntity {
    @Id
    String id;

    @Column(name = "user_id", nullable = false, updatable = false)
    String userId;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "opportunity_id", updatable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    @Nullable
    OpportunityEntity opportunity;

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
    Instant createdAt;

    @Column(name = "updated_at", nullable = false, updatable = false)
    Instant updatedAt;

    @Column(name = "last_seq", nullable = false, updatable = false)
    long lastSeq;

    @SuppressWarnings("NullAway.Init")
    protected ThreadEntity() {}

    ChatThread toModel() {
        return new ChatThread(
                id,
                opportunity == null ? null : opportunity.id,
                title,
                status(status, statusReason),
                allowedImageDomains == null ? null : List.of(allowedImageDomains),
                metadata,
                createdAt,
                updatedAt);
    }

    /** Takes over what may change. */
    void change(ChatThread thread) {
        title = thread.title();
        status = word(thread.status());
        statusReason = reason(thread.status());
        allowedImageDomains = domains(thread);
        metadata = thread.metadata();
    }

    static ThreadStatus status(String word, @Nullable String reason) {
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
}
