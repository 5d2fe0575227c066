package ee.chatkit.store.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/** A row of {@code active_opportunity}: which opportunity a user has chosen. */
@Entity
@Table(name = "active_opportunity")
class ActiveOpportunityEntity {
    @Id
    @Column(name = "user_id")
    String userId;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "opportunity_id")
    @OnDelete(action = OnDeleteAction.SET_NULL)
    @Nullable
    OpportunityEntity opportunity;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected ActiveOpportunityEntity() {}
}
