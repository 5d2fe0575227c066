package ee.chatkit.store.jpa;

import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of {@code opportunities}. */
@Entity
@Table(name = "opportunities")
class OpportunityEntity {
    /** Words for an opportunity that nobody works on any more. */
    static final Set<String> OVER =
            Set.of("completed", "done", "closed", "won", "lost", "cancelled", "canceled", "archived");

    @Id
    String id;

    @Column(name = "user_id", nullable = false, updatable = false)
    String userId;

    /** The Python version lets it be null or blank. */
    @Nullable
    String name;

    @Column(name = "client_name")
    @Nullable
    String clientName;

    @Nullable
    String description;

    /** One of our words; in a database that was taken over from the Python version anything, or null. */
    @Nullable
    String status;

    @Column(name = "current_phase")
    @Nullable
    String currentPhase;

    @Column(name = "context_summary")
    @Nullable
    String contextSummary;

    @Column(name = "created_at", nullable = false, updatable = false)
    Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    /** For Hibernate, which fills the fields afterwards. */
    @SuppressWarnings("NullAway.Init")
    protected OpportunityEntity() {}

    @SuppressWarnings("NullAway.Init")
    OpportunityEntity(String userId, Opportunity opportunity) {
        this.id = opportunity.id();
        this.userId = userId;
        this.createdAt = opportunity.createdAt();
        this.status = EnumColumns.of(opportunity.status());
        change(opportunity, opportunity.updatedAt());
    }

    /** Takes over what may change. */
    final void change(Opportunity opportunity, Instant now) {
        OpportunityDetails details = opportunity.details();
        name = details.name();
        clientName = details.clientName();
        description = details.description();
        currentPhase = details.currentPhase();
        contextSummary = details.contextSummary();
        if (meaning(status) != opportunity.status()) {
            status = EnumColumns.of(opportunity.status());
        }
        updatedAt = now;
    }

    /** Their words stay in the database as long as they mean the same. */
    static OpportunityStatus meaning(@Nullable String word) {
        return word != null && OVER.contains(word.toLowerCase(Locale.ROOT))
                ? OpportunityStatus.COMPLETED
                : OpportunityStatus.ACTIVE;
    }

    static String shown(@Nullable String name, String id) {
        return name == null || name.isBlank() ? id : name;
    }

    Opportunity toModel() {
        var details = new OpportunityDetails(shown(name, id), clientName, description, currentPhase, contextSummary);
        return new Opportunity(id, details, meaning(status), createdAt, updatedAt);
    }
}
