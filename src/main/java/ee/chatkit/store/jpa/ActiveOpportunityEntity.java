package ee.chatkit.store.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code active_opportunity}: the active opportunity of a user. The opportunity's deletion sets it to null. */
@Entity
@Table(name = "active_opportunity")
@NamedQuery(name = ActiveOpportunityEntity.FIND, query = """
    select o from ActiveOpportunityEntity a join OpportunityEntity o on o.id = a.opportunityId and o.userId = a.userId
    where a.userId = :userId\
    """)
@NamedQuery(name = ActiveOpportunityEntity.DEACTIVATE, query = """
    update ActiveOpportunityEntity a set a.opportunityId = null, a.updatedAt = :now
    where a.userId = :userId and a.opportunityId is not null\
    """)
class ActiveOpportunityEntity {
    static final String FIND = "ActiveOpportunity.find";
    static final String DEACTIVATE = "ActiveOpportunity.deactivate";

    @Id
    @Column(name = "user_id")
    String userId;

    @Column(name = "opportunity_id")
    @Nullable
    String opportunityId;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected ActiveOpportunityEntity() {}
}
