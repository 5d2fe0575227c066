package ee.chatkit.store.jpa;

import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code opportunities}. */
@Entity
@Table(name = "opportunities")
class OpportunityEntity {
    @Id
    String id;

    @Column(name = "user_id", nullable = false, updatable = false)
    String userId;

    @Column(nullable = false)
    String name;

    @Column(name = "client_name")
    @Nullable
    String clientName;

    @Nullable
    String description;

    @Column(nullable = false)
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
        status = Words.of(opportunity.status());
        updatedAt = now;
    }

    Opportunity toModel() {
        var details = new OpportunityDetails(name, clientName, description, currentPhase, contextSummary);
        return new Opportunity(id, details, Words.read(OpportunityStatus.class, status), createdAt, updatedAt);
    }
}
