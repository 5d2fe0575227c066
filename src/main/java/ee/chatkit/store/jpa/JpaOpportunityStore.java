package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Opportunities: {@code opportunities} and {@code active_opportunity}. */
final class JpaOpportunityStore implements OpportunityStore {
    private static final String ACTIVATE = """
        insert into active_opportunity (user_id, opportunity_id, updated_at)
        select :user, o.id, :now from opportunities o where o.id = :id and o.user_id = :user
        on conflict (user_id) do update
        set opportunity_id = excluded.opportunity_id, updated_at = excluded.updated_at\
        """;

    private static final String OF_CALLER = "select o from OpportunityEntity o where o.userId = :user";

    private final Database database;
    private final Clock clock;
    private final Ids ids;

    JpaOpportunityStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    @Override
    public String generateOpportunityId() {
        return ids.next(Ids.OPPORTUNITY);
    }

    @Override
    public Opportunity createOpportunity(Caller caller, String opportunityId, OpportunityDetails details) {
        Instant now = clock.instant();
        var opportunity = new Opportunity(opportunityId, details, OpportunityStatus.ACTIVE, now, now);
        try {
            return database.transaction(session -> {
                session.insert(new OpportunityEntity(caller.userId(), opportunity));
                return opportunity;
            });
        } catch (RuntimeException e) {
            throw SqlFailure.isUniqueViolation(e) ? new ConflictException(ResourceType.OPPORTUNITY, opportunityId) : e;
        }
    }

    @Override
    public Opportunity loadOpportunity(Caller caller, String opportunityId) {
        OpportunityEntity entity = database.statement(
                session -> one(session, caller, opportunityId).getSingleResultOrNull());
        if (entity == null) {
            throw new NotFoundException(ResourceType.OPPORTUNITY, opportunityId);
        }
        return entity.toModel();
    }

    private static SelectionQuery<OpportunityEntity> one(
            StatelessSession session, Caller caller, String opportunityId) {
        return session.createSelectionQuery(OF_CALLER + " and o.id = :id", OpportunityEntity.class)
                .setParameter("id", opportunityId)
                .setParameter("user", caller.userId());
    }

    @Override
    public Page<Opportunity> listOpportunities(Caller caller, PageRequest page) {
        String slice = switch (page.order()) {
            case ASC -> " and (o.createdAt, o.id) > (:time, :after) order by o.createdAt, o.id";
            case DESC -> " and (o.createdAt, o.id) < (:time, :after) order by o.createdAt desc, o.id desc";
        };
        return database.statement(session -> {
            RowMappers.TimePosition from = position(session, caller, page);
            List<Opportunity> rows = session
                    .createSelectionQuery(OF_CALLER + slice, OpportunityEntity.class)
                    .setParameter("user", caller.userId())
                    .setParameter("time", from.time())
                    .setParameter("after", from.id())
                    .setMaxResults(page.limit() + 1)
                    .getResultList()
                    .stream()
                    .map(OpportunityEntity::toModel)
                    .toList();
            return Page.of(rows, page.limit(), last -> Cursor.format(last.id(), RowMappers.micros(last.createdAt())));
        });
    }

    private static RowMappers.TimePosition position(StatelessSession session, Caller caller, PageRequest page) {
        Cursor after = page.after();
        if (after == null) {
            return RowMappers.TimePosition.begin(page.order());
        }
        Long position = after.position();
        if (position != null) {
            return RowMappers.TimePosition.at(after, position);
        }
        OpportunityEntity entity = one(session, caller, after.id()).getSingleResultOrNull();
        if (entity == null) {
            throw new NotFoundException(ResourceType.CURSOR, after.id());
        }
        return new RowMappers.TimePosition(entity.createdAt, entity.id);
    }

    @Override
    public Opportunity updateOpportunity(Caller caller, String opportunityId, UnaryOperator<Opportunity> change) {
        return LockedUpdate.of(database, session -> {
                    OpportunityEntity entity = one(session, caller, opportunityId)
                            .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                            .getSingleResultOrNull();
                    return entity == null
                            ? null
                            : new LockedUpdate.Row<>(entity.toModel(), change, changed -> {
                                entity.change(changed, clock.instant());
                                session.update(entity);
                                return entity.toModel();
                            });
                })
                .orElseThrow(() -> new NotFoundException(ResourceType.OPPORTUNITY, opportunityId));
    }

    @Override
    public Opportunity completeOpportunity(Caller caller, String opportunityId) {
        return updateOpportunity(
                caller, opportunityId, opportunity -> opportunity.withStatus(OpportunityStatus.COMPLETED));
    }

    @Override
    public boolean deleteOpportunity(Caller caller, String opportunityId) {
        return database.transaction(session -> session.createMutationQuery(
                                "delete from OpportunityEntity o where o.id = :id and o.userId = :user")
                        .setParameter("id", opportunityId)
                        .setParameter("user", caller.userId())
                        .executeUpdate())
                > 0;
    }

    @Override
    public Opportunity activateOpportunity(Caller caller, String opportunityId) {
        OpportunityEntity active = database.transaction(session -> {
            session.createNativeMutationQuery(ACTIVATE)
                    .setParameter("user", caller.userId())
                    .setParameter("id", opportunityId)
                    .setParameter("now", clock.instant())
                    .executeUpdate();
            return one(session, caller, opportunityId).getSingleResultOrNull();
        });
        if (active == null) {
            throw new NotFoundException(ResourceType.OPPORTUNITY, opportunityId);
        }
        return active.toModel();
    }

    @Override
    public boolean deactivateOpportunity(Caller caller) {
        return database.transaction(session -> session.createMutationQuery("""
            update ActiveOpportunityEntity a set a.opportunity = null, a.updatedAt = :now
            where a.userId = :user and a.opportunity is not null\
            """)
                        .setParameter("user", caller.userId())
                        .setParameter("now", clock.instant())
                        .executeUpdate())
                > 0;
    }

    @Override
    public Optional<Opportunity> findActiveOpportunity(Caller caller) {
        @Nullable
        OpportunityEntity active = database.statement(session -> session.createSelectionQuery(
                        "select o from ActiveOpportunityEntity a join a.opportunity o where a.userId = :user",
                        OpportunityEntity.class)
                .setParameter("user", caller.userId())
                .getSingleResultOrNull());
        return Optional.ofNullable(active).map(OpportunityEntity::toModel);
    }
}
