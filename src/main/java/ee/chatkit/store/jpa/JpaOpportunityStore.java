package ee.chatkit.store.jpa;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.Deletions;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.PageBudget;
import ee.chatkit.store.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Opportunities: {@code opportunities} and {@code active_opportunity}. */
final class JpaOpportunityStore implements OpportunityStore {
    /** Returns no row if the id is in use. */
    private static final String CREATE = """
        insert into opportunities (id, user_id, name, client_name, description, current_phase, context_summary, status,
            created_at, updated_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do nothing returning 1\
        """;

    /** Checks the owner and activates in one statement; a concurrent deletion waits for it, or leaves no row to activate. */
    private static final String ACTIVATE = "with owned as materialized (select " + OpportunityEntity.COLUMNS + """
         from opportunities o where o.id = ? and o.user_id = ? for key share),
        activated as (
            insert into active_opportunity (user_id, opportunity_id, updated_at)
            select owned.user_id, owned.id, ? from owned
            on conflict (user_id) do update
            set opportunity_id = excluded.opportunity_id, updated_at = excluded.updated_at)
        select * from owned\
        """;

    /** Usually there are no holds, and this deletes. */
    private static final String DELETE_WITHOUT_HOLDS = delete(" and not exists (select 1 from chatkit_holds)");

    /** When holds were looked for. */
    private static final String DELETE = delete("");

    /** Foreign keys delete its threads with what is in them, except attachments on Citus. */
    private static String delete(String condition) {
        return """
            with thread as materialized (select id from chatkit_threads where opportunity_id = ?),
            deleted as (delete from opportunities where id = ? and user_id = ?%s returning id),
            gone as (
                delete from chatkit_attachments a using thread, deleted where a.thread_id = thread.id returning 1)
            select (select count(*) from thread), (select count(*) from gone) from deleted\
            """.formatted(condition);
    }

    private static final PagedQuery<Opportunity> PAGES = new PagedQuery<>(
            OpportunityEntity.COLUMNS,
            OpportunityEntity::shortColumns,
            row -> row.getBoolean(12),
            PageBudget::length,
            last -> Cursor.format(last.id(), TimePosition.micros(last.createdAt())));

    private static final String ASCENDING = """
         from opportunities o where o.user_id = ? and (o.created_at, o.id) > (?, ?)
        order by o.created_at, o.id\
        """;

    private static final String DESCENDING = """
         from opportunities o where o.user_id = ? and (o.created_at, o.id) < (?, ?)
        order by o.created_at desc, o.id desc\
        """;

    private final Database database;
    private final Clock clock;
    private final Ids ids;
    private final OpportunityStore display;

    JpaOpportunityStore(Database database, Clock clock) {
        this.database = database;
        Database reading = database.forDisplay();
        this.display = reading == database ? this : new JpaOpportunityStore(reading, clock);
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    @Override
    public OpportunityStore forDisplay() {
        return display;
    }

    @Override
    public String generateOpportunityId() {
        return ids.next(Ids.OPPORTUNITY);
    }

    @Override
    public Opportunity createOpportunity(Caller caller, String opportunityId, OpportunityDetails details) {
        Instant now = clock.instant();
        var opportunity = new Opportunity(opportunityId, details, OpportunityStatus.ACTIVE, now, now);
        boolean created = database.statement(
                caller,
                session -> JdbcStatements.any(
                        session,
                        CREATE,
                        opportunityId,
                        caller.userId(),
                        details.name(),
                        details.clientName(),
                        details.description(),
                        details.currentPhase(),
                        details.contextSummary(),
                        EnumColumns.of(opportunity.status()),
                        now,
                        now));
        if (!created) {
            throw new ConflictException(ResourceType.OPPORTUNITY, opportunityId);
        }
        return opportunity;
    }

    @Override
    public Opportunity loadOpportunity(Caller caller, String opportunityId) {
        return database.read(caller, session -> find(session, caller, opportunityId, ResourceType.OPPORTUNITY))
                .toModel();
    }

    private static OpportunityEntity find(
            StatelessSession session, Caller caller, String opportunityId, ResourceType resourceType) {
        OpportunityEntity entity =
                Database.find(session, OpportunityEntity.class, OpportunityEntity.FIND, caller, opportunityId);
        if (entity == null) {
            throw new NotFoundException(resourceType, opportunityId);
        }
        return entity;
    }

    @Override
    public Page<Opportunity> listOpportunities(Caller caller, PageRequest page) {
        String from = switch (page.order()) {
            case ASC -> ASCENDING;
            case DESC -> DESCENDING;
        };
        return database.read(caller, session -> {
            TimePosition after = TimePosition.of(page.after(), page.order(), id -> {
                OpportunityEntity entity = find(session, caller, id, ResourceType.CURSOR);
                return new TimePosition(entity.createdAt, entity.id);
            });
            return PAGES.page(
                    session,
                    from,
                    row -> OpportunityEntity.of(row).toModel(),
                    page,
                    caller.userId(),
                    after.time(),
                    after.id());
        });
    }

    @Override
    public Opportunity updateOpportunity(Caller caller, String opportunityId, UnaryOperator<Opportunity> change) {
        return database.writeRow(
                        opportunityId,
                        () -> LockedUpdate.execute(database, caller, session -> {
                            OpportunityEntity entity = Database.lock(
                                    session, OpportunityEntity.class, OpportunityEntity.FIND, caller, opportunityId);
                            return entity == null
                                    ? null
                                    : new LockedUpdate.Row<>(entity.toModel(), change, changed -> {
                                        entity.change(changed, clock.instant());
                                        session.update(entity);
                                        return entity.toModel();
                                    });
                        }))
                .orElseThrow(() -> new NotFoundException(ResourceType.OPPORTUNITY, opportunityId));
    }

    @Override
    public boolean deleteOpportunity(Caller caller, String opportunityId) {
        AuditEntry deletion = database.writeRow(
                opportunityId,
                () -> database.<@Nullable AuditEntry>audited(
                        caller,
                        session -> delete(session, caller, opportunityId),
                        found -> found == null ? List.of() : List.of(found)));
        return deletion != null;
    }

    private static @Nullable AuditEntry delete(StatelessSession session, Caller caller, String opportunityId) {
        AuditEntry deleted = delete(session, DELETE_WITHOUT_HOLDS, caller, opportunityId);
        if (deleted != null || !JpaThreads.existsOpportunity(session, caller, opportunityId)) {
            return deleted;
        }
        JpaLegalHolds.requireOpportunityNotHeld(session, opportunityId);
        return delete(session, DELETE, caller, opportunityId);
    }

    private static @Nullable AuditEntry delete(
            StatelessSession session, String sql, Caller caller, String opportunityId) {
        return JdbcStatements.one(
                session,
                sql,
                row -> Deletions.opportunity(caller, opportunityId, row.getLong(1), row.getLong(2)),
                opportunityId,
                opportunityId,
                caller.userId());
    }

    @Override
    public Opportunity activateOpportunity(Caller caller, String opportunityId) {
        @Nullable
        Opportunity active = database.writeRow(
                caller.userId(),
                () -> database.statement(
                        caller,
                        session -> JdbcStatements.one(
                                session,
                                ACTIVATE,
                                row -> OpportunityEntity.of(row).toModel(),
                                opportunityId,
                                caller.userId(),
                                clock.instant())));
        if (active == null) {
            throw new NotFoundException(ResourceType.OPPORTUNITY, opportunityId);
        }
        return active;
    }

    @Override
    public boolean deactivateOpportunity(Caller caller) {
        int deactivated = database.writeRow(
                caller.userId(),
                () -> database.statement(
                        caller,
                        session -> session.createNamedMutationQuery(ActiveOpportunityEntity.DEACTIVATE)
                                .setParameter("userId", caller.userId())
                                .setParameter("now", clock.instant())
                                .executeUpdate()));
        return deactivated > 0;
    }

    @Override
    public Optional<Opportunity> findActiveOpportunity(Caller caller) {
        @Nullable
        OpportunityEntity active = database.read(
                caller,
                session -> session.createNamedSelectionQuery(ActiveOpportunityEntity.FIND, OpportunityEntity.class)
                        .setParameter("userId", caller.userId())
                        .getSingleResultOrNull());
        return Optional.ofNullable(active).map(OpportunityEntity::toModel);
    }
}
