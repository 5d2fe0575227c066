package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Ids;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.LegalHoldEntries;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.PageBudget;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * {@link LegalHolds} in PostgreSQL: {@code chatkit_holds}.
 *
 * <p>A statement that deletes has a condition that there is no hold, which costs a look into a table with few rows. When it has
 * deleted nothing, {@link #requireNotHeld} finds out why. A hold that is placed while the statement runs is seen by the triggers of
 * the tables only: they have the snapshot of the moment, and refuse with an SQLSTATE that {@link SqlFailure} knows.
 *
 * <p>Who places a hold locks all threads that it concerns, as every writer of a thread does, and so waits for deletions that have
 * begun; those that wait for the lock see the hold.
 */
final class JpaLegalHolds implements LegalHolds {
    /** Whether a hold is on the thread {@code t}, by itself or with its opportunity. */
    static final String IS_HELD =
            "(select 1 from chatkit_holds h where h.thread_id = t.id or h.opportunity_id = t.opportunity_id)";

    /** The columns that {@link #read} reads, from {@code chatkit_holds h}. */
    static final String COLUMNS = "h.id, h.thread_id, h.opportunity_id, h.reason, h.placed_by, h.placed_at";

    private static final String PLACE = """
        insert into chatkit_holds (id, thread_id, opportunity_id, reason, placed_by, placed_at)
        values (?, ?, ?, ?, ?, ?)
        on conflict (id) do nothing returning 1\
        """;

    private static final String LOCK_OPPORTUNITY = "select 1 from opportunities where id = ? for no key update";

    private static final String THREADS = "select t.id from chatkit_threads t where t.opportunity_id = ? order by t.id";

    /** How many threads are locked in one round trip. */
    private static final int LOCKED_AT_ONCE = 100;

    private static final String LOAD = "select " + COLUMNS + " from chatkit_holds h where h.id = ?";

    private static final String LIFT = "delete from chatkit_holds where id = ? returning 1";

    private static final String OF_THREAD = """
        select h.id from chatkit_threads t join chatkit_holds h on h.thread_id = t.id or h.opportunity_id = t.opportunity_id
        where t.id = ? order by h.id limit 1\
        """;

    /** The hold with the least id and, if it is on a thread, that one. */
    private static final String OF_OPPORTUNITY = """
        select h.id, h.thread_id from chatkit_holds h
        where h.opportunity_id = ? or h.thread_id in (select t.id from chatkit_threads t where t.opportunity_id = ?)
        order by h.thread_id is not null, h.id limit 1\
        """;

    private static final String ASCENDING = """
         from chatkit_holds h where (h.placed_at, h.id) > (?, ?) order by h.placed_at, h.id\
        """;

    private static final String DESCENDING = """
         from chatkit_holds h where (h.placed_at, h.id) < (?, ?) order by h.placed_at desc, h.id desc\
        """;

    /** Reasons are short, so none is left out. */
    private static final PagedQuery<LegalHold> PAGES = new PagedQuery<>(
            COLUMNS,
            max -> COLUMNS,
            row -> false,
            PageBudget::length,
            last -> Cursor.format(last.id(), TimePosition.micros(last.placedAt())));

    private final Database database;
    private final Ids ids;

    JpaLegalHolds(Database database, Clock clock) {
        this.database = database;
        this.ids = new Ids(clock);
    }

    /**
     * Rejects the deletion of a thread or of what is in it.
     *
     * @throws HeldException if the thread is held, by itself or with its opportunity
     */
    static void requireNotHeld(StatelessSession session, String threadId) {
        String hold = JdbcStatements.one(session, OF_THREAD, row -> row.getString(1), threadId);
        if (hold != null) {
            throw new HeldException(ResourceType.THREAD, threadId, hold);
        }
    }

    /** @throws HeldException if the opportunity or one of its threads is held */
    static void requireOpportunityNotHeld(StatelessSession session, String opportunityId) {
        HeldException held = JdbcStatements.one(
                session,
                OF_OPPORTUNITY,
                row -> {
                    String thread = row.getString(2);
                    return thread == null
                            ? new HeldException(ResourceType.OPPORTUNITY, opportunityId, row.getString(1))
                            : new HeldException(ResourceType.THREAD, thread, row.getString(1));
                },
                opportunityId,
                opportunityId);
        if (held != null) {
            throw held;
        }
    }

    @Override
    public String generateHoldId() {
        return ids.next(Ids.HOLD);
    }

    @Override
    public void place(Caller administrator, LegalHold hold) {
        StoreException refusal = database.<@Nullable StoreException>auditedOfAllUsers(
                session -> place(session, hold),
                refused -> refused == null ? List.of(LegalHoldEntries.placed(administrator, hold)) : List.of());
        if (refusal != null) {
            throw refusal;
        }
    }

    private static @Nullable StoreException place(StatelessSession session, LegalHold hold) {
        if (!lock(session, hold)) {
            return hold.threadId() == null
                    ? new NotFoundException(ResourceType.OPPORTUNITY, String.valueOf(hold.opportunityId()))
                    : new NotFoundException(ResourceType.THREAD, hold.threadId());
        }
        boolean placed = JdbcStatements.any(
                session,
                PLACE,
                hold.id(),
                hold.threadId(),
                hold.opportunityId(),
                hold.reason(),
                hold.placedBy(),
                hold.placedAt());
        return placed ? null : new ConflictException(ResourceType.HOLD, hold.id());
    }

    /** Locks what the hold is on until the transaction ends; returns whether it exists. */
    private static boolean lock(StatelessSession session, LegalHold hold) {
        String thread = hold.threadId();
        if (thread != null) {
            return JdbcStatements.any(session, ArchiveStatements.lockThreads(1), thread);
        }
        String opportunity = hold.opportunityId();
        if (!JdbcStatements.any(session, LOCK_OPPORTUNITY, opportunity)) {
            return false;
        }
        List<String> threads = JdbcStatements.list(session, THREADS, row -> row.getString(1), opportunity);
        for (int from = 0; from < threads.size(); from += LOCKED_AT_ONCE) {
            Object[] some = threads.subList(from, Math.min(from + LOCKED_AT_ONCE, threads.size()))
                    .toArray();
            JdbcStatements.lists(session, ArchiveStatements.lockThreads(some.length), row -> true, some);
        }
        return true;
    }

    @Override
    public LegalHold load(String holdId) {
        return find(holdId, ResourceType.HOLD);
    }

    private LegalHold find(String holdId, ResourceType type) {
        LegalHold hold = database.<@Nullable LegalHold>readOfAllUsers(
                session -> JdbcStatements.one(session, LOAD, JpaLegalHolds::read, holdId));
        if (hold == null) {
            throw new NotFoundException(type, holdId);
        }
        return hold;
    }

    @Override
    public Page<LegalHold> list(PageRequest page) {
        TimePosition from = TimePosition.of(page.after(), page.order(), id -> {
            LegalHold hold = find(id, ResourceType.CURSOR);
            return new TimePosition(hold.placedAt(), hold.id());
        });
        String slice = switch (page.order()) {
            case ASC -> ASCENDING;
            case DESC -> DESCENDING;
        };
        return database.readOfAllUsers(
                session -> PAGES.page(session, slice, JpaLegalHolds::read, page, from.time(), from.id()));
    }

    @Override
    public boolean lift(Caller administrator, String holdId) {
        return database.auditedOfAllUsers(
                session -> JdbcStatements.any(session, LIFT, holdId),
                lifted -> lifted ? List.of(LegalHoldEntries.lifted(administrator, holdId)) : List.of());
    }

    static LegalHold read(ResultSet row) throws SQLException {
        return new LegalHold(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                JdbcStatements.time(row, 6));
    }
}
