package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.model.TurnRecord;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.NodeTurn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OrphanedTurn;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.TurnEventPage;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.UnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * {@link TurnJournal} in PostgreSQL: {@code chatkit_turns}, {@code chatkit_turn_events} and {@code chatkit_nodes}. All times are
 * the database's. The statements of a write are those of {@link TurnWrite}.
 */
final class JpaTurnJournal implements TurnJournal {
    private static final String COLUMNS = "u.id, u.thread_id, u.state, u.created_at, u.ended_at";

    private static final String FIND = "select " + COLUMNS + " from chatkit_turns u where u.id = ? and u.user_id = ?";

    /** A row without a turn if the thread has none that runs. */
    private static final String RUNNING = "select " + COLUMNS + """
         from chatkit_threads t
        left join chatkit_turns u on u.thread_id = t.id and u.state = 'running' and u.user_id = t.user_id
        where t.id = ? and t.user_id = ?
        order by u.created_at, u.id limit\
        """ + " " + MAX_RUNNING;

    /**
     * A row for each write, or one without events. The sum is over no more rows than {@link #MAX_EVENTS}, and reads no texts. The last
     * of these rows has the number of the turn's last event.
     */
    private static final String READ = "select p.* from (select " + COLUMNS + """
        , e.first_number, e.last_number, e.events,
            case when lead(e.last_number) over (partition by u.thread_id order by e.last_number) is null
                then (select max(m.last_number) from chatkit_turn_events m
                    where m.thread_id = u.thread_id and m.turn_id = u.id) end as turn_end,
            sum(e.characters) over (partition by u.thread_id order by e.last_number) - e.characters as before
        from chatkit_turns u
        left join chatkit_turn_events e on e.thread_id = u.thread_id and e.turn_id = u.id
            and e.last_number > ? and e.first_number <= ?
        where u.id = ? and u.user_id = ?) p
        where p.before is null or p.before <= ?
        order by p.last_number\
        """;

    private static final String CANCEL = """
        update chatkit_turns u set cancel_requested = true
        where u.id = ? and u.user_id = ? and u.state = 'running' returning 1\
        """;

    private static final String BEAT = """
        insert into chatkit_nodes (id, beaten_at) values (cast(? as uuid), statement_timestamp())
        on conflict (id) do update set beaten_at = excluded.beaten_at\
        """;

    private static final String TURNS_OF_NODE = """
        ; select u.id, u.cancel_requested from chatkit_turns u
        where u.node = cast(? as uuid) and u.state = 'running'\
        """;

    /**
     * Locks the nodes, as writes do: one that is writing is not dead, and one that is not will find its turns gone. Of several callers,
     * one gets the lock. Nodes that have never beaten have no row; of these turns, those that come later wait for the turn's row.
     */
    private static final String CLAIM = """
        ; with silent as materialized (
            select u.thread_id, u.id, u.node from chatkit_turns u left join chatkit_nodes n on n.id = u.node
            where u.state = 'running' and u.node <> cast(? as uuid)
              and coalesce(n.beaten_at, u.created_at) <= statement_timestamp() - ? * interval '1 millisecond'
            order by u.created_at, u.id limit ?),
        gone as materialized (
            select n.id from chatkit_nodes n where n.id in (select s.node from silent s)
              and n.beaten_at <= statement_timestamp() - ? * interval '1 millisecond'
            for update skip locked)
        update chatkit_turns u set node = cast(? as uuid) from silent s
        where u.thread_id = s.thread_id and u.id = s.id and u.node = s.node and u.state = 'running'
          and (s.node in (select g.id from gone g)
            or not exists (select 1 from chatkit_nodes n where n.id = s.node))
        returning u.id, u.thread_id, u.user_id, u.created_at\
        """;

    private static final String SWEEP = """
        with old as materialized (
            select u.thread_id, u.id from chatkit_turns u
            where u.ended_at <= statement_timestamp() - ? * interval '1 millisecond'
            order by u.ended_at limit ?)
        delete from chatkit_turns u using old
        where u.thread_id = old.thread_id and u.id = old.id and u.ended_at is not null
        returning 1\
        """;

    /**
     * Events that were written while their turn was being deleted: neither transaction has seen the other. As ids grow with time, none
     * of a turn that exists is less than the least of these, so they are found without a look at others. The nodes of Citus, which do not
     * have one snapshot, look again.
     */
    private static final String SWEEP_EVENTS = """
        ; with old as materialized (
            select e.thread_id, e.turn_id, e.last_number from chatkit_turn_events e
            where e.turn_id < coalesce((select min(u.id) from chatkit_turns u), '~')
            order by e.turn_id, e.last_number limit ?)
        delete from chatkit_turn_events e using old
        where e.thread_id = old.thread_id and e.turn_id = old.turn_id and e.last_number = old.last_number
          and not exists (select 1 from chatkit_turns u where u.thread_id = e.thread_id and u.id = e.turn_id)
        returning 1\
        """;

    private static final String SWEEP_NODES = """
        ; delete from chatkit_nodes n where n.beaten_at < statement_timestamp() - interval '1 day' returning 1\
        """;

    private static final String LOCK_THREAD =
            "select 1 from chatkit_threads t where t.id = ? and t.user_id = ? for no key update";

    /** A statement of its own, which sees what was committed while the first one waited for the lock. */
    private static final String BEGIN_ALONE = """
        ; insert into chatkit_turns (id, thread_id, user_id, node, state, created_at)
        select cast(? as text), t.id, t.user_id, cast(? as uuid), 'running', statement_timestamp()
        from chatkit_threads t where t.id = ? and t.user_id = ?
          and not exists (select 1 from chatkit_turns u where u.thread_id = t.id and u.state = 'running')
        returning 1\
        """;

    private final Database database;

    JpaTurnJournal(Database database) {
        this.database = database;
    }

    /**
     * Foreign keys reject a turn whose thread is being deleted, and with it the whole statement. It is repeated, as all work is, and
     * then the thread is not found; only when that goes on, or when another change is to blame, each turn has a transaction
     * of its own.
     */
    @Override
    public void write(UUID node, List<TurnChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try {
            writeAll(node, changes);
        } catch (RuntimeException e) {
            boolean ofOneTurn = !(e instanceof UnavailableException) || SqlFailure.isForeignKeyViolation(e);
            if (!ofOneTurn || changes.size() == 1 || database.isInCallersTransaction()) {
                throw e;
            }
            writeEach(node, changes);
        }
    }

    private void writeEach(UUID node, List<TurnChange> changes) {
        RuntimeException failure = null;
        for (TurnChange change : changes) {
            try {
                writeAll(node, List.of(change));
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void writeAll(UUID node, List<TurnChange> changes) {
        // in the transaction of an application, what else it writes must be durable
        TurnWrite write = TurnWrite.of(node, changes, !database.isInCallersTransaction());
        database.transactionOfAllUsers(session -> {
            JdbcStatements.execute(session, write.sql(), write.parameters().toArray());
            return true;
        });
    }

    @Override
    public boolean beginAlone(UUID node, Caller caller, String threadId, String turnId) {
        List<List<Boolean>> rows = database.transaction(
                caller,
                session -> JdbcStatements.lists(
                        session,
                        LOCK_THREAD + BEGIN_ALONE,
                        row -> true,
                        threadId,
                        caller.userId(),
                        turnId,
                        node.toString(),
                        threadId,
                        caller.userId()));
        if (rows.getFirst().isEmpty()) {
            throw new NotFoundException(ResourceType.THREAD, threadId);
        }
        return !rows.getLast().isEmpty();
    }

    @Override
    public TurnRecord find(Caller caller, String turnId) {
        return database.<TurnRecord>read(caller, session -> find(session, caller, turnId));
    }

    private static TurnRecord find(StatelessSession session, Caller caller, String turnId) {
        TurnRecord found = JdbcStatements.one(session, FIND, JpaTurnJournal::turn, turnId, caller.userId());
        if (found == null) {
            throw new NotFoundException(ResourceType.TURN, turnId);
        }
        return found;
    }

    private static TurnRecord turn(ResultSet row) throws SQLException {
        Instant endedAt = row.getObject(5) == null ? null : JdbcStatements.time(row, 5);
        return new TurnRecord(
                row.getString(1),
                row.getString(2),
                EnumColumns.read(TurnState.class, row.getString(3)),
                JdbcStatements.time(row, 4),
                endedAt);
    }

    @Override
    public List<TurnRecord> running(Caller caller, String threadId) {
        return database.read(caller, session -> {
            List<List<TurnRecord>> rows = JdbcStatements.list(
                    session,
                    RUNNING,
                    row -> row.getString(1) == null ? List.of() : List.of(turn(row)),
                    threadId,
                    caller.userId());
            if (rows.isEmpty()) {
                throw new NotFoundException(ResourceType.THREAD, threadId);
            }
            return rows.stream().flatMap(List::stream).toList();
        });
    }

    /**
     * The events of a write, and the turn.
     *
     * @param events one a line; null if there are none
     * @param turnEnd the number of the last event of the turn; 0 if there is none, or if others follow these
     */
    private record Batch(
            TurnRecord turn, long firstNumber, @Nullable String events, long turnEnd) {
        static Batch of(ResultSet row) throws SQLException {
            return new Batch(JpaTurnJournal.turn(row), row.getLong(6), row.getString(8), row.getLong(9));
        }

        /** The events behind some that the caller has, also because a repeated write has them again. */
        List<String> after(long known) {
            List<String> lines = events == null ? List.of() : List.of(events.split("\n", -1));
            return lines.subList(Math.min(Math.toIntExact(known + 1 - firstNumber), lines.size()), lines.size());
        }
    }

    /** Behind a gap there is nothing to read. */
    @Override
    public TurnEventPage read(Caller caller, String turnId, long after) {
        long begin = Math.max(0, after);
        List<Batch> batches = database.read(
                caller,
                session -> JdbcStatements.list(
                        session, READ, Batch::of, begin, begin + MAX_EVENTS, turnId, caller.userId(), (long)
                                MAX_CHARACTERS));
        if (batches.isEmpty()) {
            throw new NotFoundException(ResourceType.TURN, turnId);
        }
        List<String> events = new ArrayList<>();
        boolean gap = false;
        for (Batch batch : batches) {
            gap |= batch.events == null || batch.firstNumber > begin + events.size() + 1;
            if (!gap) {
                events.addAll(batch.after(begin + events.size()));
            }
        }
        Batch last = batches.getLast();
        boolean hasMore = !gap && (last.turnEnd == 0 || last.turnEnd > begin + events.size());
        return new TurnEventPage(last.turn, begin + 1, events, hasMore);
    }

    @Override
    public void requestCancel(Caller caller, String turnId) {
        database.statement(caller, session -> {
            if (!JdbcStatements.any(session, CANCEL, turnId, caller.userId())) {
                find(session, caller, turnId);
            }
            return true;
        });
    }

    @Override
    public List<NodeTurn> beat(UUID node) {
        return database.statementOfAllUsers(session -> JdbcStatements.lists(
                        session,
                        BEAT + " returning id, false" + TURNS_OF_NODE,
                        row -> new NodeTurn(row.getString(1), row.getBoolean(2)),
                        node.toString(),
                        node.toString())
                .get(1));
    }

    /** A turn and when it began. */
    private record Claimed(OrphanedTurn turn, Instant createdAt) {}

    @Override
    public List<OrphanedTurn> claimOrphans(UUID node, Duration silence, int limit) {
        List<Claimed> claimed = database.statementOfAllUsers(session -> JdbcStatements.lists(
                        session,
                        BEAT + " returning id, id, id, beaten_at" + CLAIM,
                        row -> new Claimed(
                                new OrphanedTurn(row.getString(1), row.getString(2), new Caller(row.getString(3))),
                                JdbcStatements.time(row, 4)),
                        node.toString(),
                        node.toString(),
                        silence.toMillis(),
                        limit,
                        silence.toMillis(),
                        node.toString())
                .get(1));
        return claimed.stream()
                .sorted(Comparator.comparing(Claimed::createdAt))
                .map(Claimed::turn)
                .toList();
    }

    @Override
    public int sweep(Duration keep, int limit) {
        return database.statementOfAllUsers(session -> JdbcStatements.lists(
                        session, SWEEP + SWEEP_EVENTS + SWEEP_NODES, row -> true, keep.toMillis(), limit, limit))
                .getFirst()
                .size();
    }
}
