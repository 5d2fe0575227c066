package ee.chatkit.store.jpa;

import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code opportunities}. */
@Entity
@Table(name = "opportunities")
@NamedQuery(
        name = OpportunityEntity.FIND,
        query = "select o from OpportunityEntity o where o.id = :id and o.userId = :userId")
class OpportunityEntity {
    static final String FIND = "Opportunity.find";

    /** The columns that {@link #of} reads, from {@code opportunities o}. */
    static final String COLUMNS = """
        o.id, o.user_id, o.name, o.client_name, o.description, o.current_phase, o.context_summary, o.status,
        o.created_at, o.updated_at, o.retention_days\
        """;

    /** The same, with null as texts that are longer, and whether one is. */
    static String shortColumns(int max) {
        List<String> texts =
                List.of("name", "client_name", "description", "current_phase", "context_summary", "status");
        return texts.stream()
                        .map(text -> "case when octet_length(o.%1$s) <= %2$d then o.%1$s end".formatted(text, max))
                        .collect(Collectors.joining(
                                ", ", "o.id, o.user_id, ", ", o.created_at, o.updated_at, o.retention_days, "))
                + texts.stream()
                        .map(text -> "coalesce(octet_length(o." + text + "), 0)")
                        .collect(Collectors.joining(" + ", "", " > " + max));
    }

    /** The values of {@code status}, in lower case, that mean completed. */
    static final Set<String> COMPLETED_WORDS =
            Set.of("completed", "done", "closed", "won", "lost", "cancelled", "canceled", "archived");

    @Id
    String id;

    @Column(name = "user_id", nullable = false, updatable = false)
    String userId;

    /** May be null or blank in an adopted schema. */
    @Nullable
    String name;

    @Column(name = "client_name")
    @Nullable
    String clientName;

    @Nullable
    String description;

    /** The status in lower case; any text or null in an adopted schema. */
    @Nullable
    String status;

    @Column(name = "current_phase")
    @Nullable
    String currentPhase;

    @Column(name = "retention_days")
    @Nullable
    Integer retentionDays;

    @Column(name = "context_summary")
    @Nullable
    String contextSummary;

    @Column(name = "created_at", nullable = false, updatable = false)
    @JdbcTypeCode(SqlTypes.TIMESTAMP_WITH_TIMEZONE)
    Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    @JdbcTypeCode(SqlTypes.TIMESTAMP_WITH_TIMEZONE)
    Instant updatedAt;

    /** For Hibernate, which sets the fields afterwards. */
    @SuppressWarnings("NullAway.Init")
    protected OpportunityEntity() {}

    static OpportunityEntity of(ResultSet row) throws SQLException {
        var entity = new OpportunityEntity();
        entity.id = row.getString(1);
        entity.userId = row.getString(2);
        entity.name = row.getString(3);
        entity.clientName = row.getString(4);
        entity.description = row.getString(5);
        entity.currentPhase = row.getString(6);
        entity.contextSummary = row.getString(7);
        entity.status = row.getString(8);
        entity.createdAt = JdbcStatements.time(row, 9);
        entity.updatedAt = JdbcStatements.time(row, 10);
        int days = row.getInt(11);
        entity.retentionDays = row.wasNull() ? null : days;
        return entity;
    }

    /** Copies the mutable fields. */
    final void change(Opportunity opportunity, Instant now) {
        OpportunityDetails details = opportunity.details();
        name = details.name();
        clientName = details.clientName();
        description = details.description();
        currentPhase = details.currentPhase();
        contextSummary = details.contextSummary();
        if (status(status) != opportunity.status()) {
            status = EnumColumns.of(opportunity.status());
        }
        retentionDays = opportunity.retentionDays();
        updatedAt = now;
    }

    /** A text of another application is kept as long as its meaning does not change. */
    private static OpportunityStatus status(@Nullable String word) {
        return word != null && COMPLETED_WORDS.contains(word.toLowerCase(Locale.ROOT))
                ? OpportunityStatus.COMPLETED
                : OpportunityStatus.ACTIVE;
    }

    Opportunity toModel() {
        String shown = name == null || name.isBlank() ? id : name;
        var details = new OpportunityDetails(shown, clientName, description, currentPhase, contextSummary);
        return new Opportunity(id, details, status(status), retentionDays, createdAt, updatedAt);
    }
}
