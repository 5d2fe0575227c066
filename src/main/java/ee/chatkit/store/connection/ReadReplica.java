package ee.chatkit.store.connection;

import ee.chatkit.model.Caller;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A streaming replica, and whether it has what a caller must be able to read.
 *
 * <p><b>Which writes it has.</b> While there are reads, at most every 100 ms the primary is asked for its position in the
 * write-ahead log, and then the replica for the position that it has replayed. Once the replica has replayed a position of the
 * primary, it has every write that had been committed when that position was asked for, on whichever node: it is current as of
 * that moment.
 *
 * <p><b>Own writes.</b> A write adds no statement: the time at which it has returned is noted for its caller, and reads of that
 * caller use the primary until the replica is current as of a later moment.
 *
 * <p><b>Writes of other nodes</b> are not noted here. What bounds their age is that a replica is used only while it is current as
 * of a moment within the maximum lag. So a replica that lags, does not answer or is gone is not used either; the same holds
 * while the primary's position is not known.
 *
 * <p>Positions are asked for in a thread of their own, and a replica is not used when it has not answered for a second: it delays the
 * reads that were sent to it before, no others. So the first reads after a pause use the primary. One whose reads fail is not used for ten seconds. All positions must be those of one server: a datasource for reads leads to one replica.
 */
public final class ReadReplica {
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long RETRY_AFTER_READ_NANOS = Duration.ofSeconds(10).toNanos();

    /** How long a replica is trusted to answer since it has answered a check. */
    private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();

    /** After so long without a check there are no reads, and nothing is known. */
    private static final long IDLE_NANOS = Duration.ofMinutes(1).toNanos();

    /** Callers whose latest writes are noted one by one; if more of them write within the maximum lag, they count as all. */
    private static final int MAX_CALLERS = 50_000;

    /** A commit that is not waited for may be in the log before its position counts as written. */
    private static final String PRIMARY = """
        select pg_wal_lsn_diff(case current_setting('synchronous_commit')
            when 'off' then pg_current_wal_insert_lsn() else pg_current_wal_lsn() end, '0/0')\
        """;

    /** Reads a table too, which fails without the privilege. */
    private static final String REPLICA = """
        select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), pg_is_in_recovery(),
            row_security_active('chatkit_threads'), (select count(*) from chatkit_threads where false)\
        """;

    private final ManagedConnections primary;
    private final ManagedConnections replica;
    private final long maxLag;
    private final boolean requiresRowSecurity;
    private final Logger log;

    private final Map<String, Long> writes = new ConcurrentHashMap<>();
    private volatile @Nullable Long writeOfAll;
    private volatile @Nullable Long currentAsOf;
    private volatile long nextCheck;
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile long answered;
    private volatile long readFailed;

    /** Positions of the primary that the replica had not replayed, oldest first. Only the thread that checks uses it. */
    private final Deque<Position> awaited = new ArrayDeque<>();

    /** Why the replica is not used, as was found last and logged; null if it is. */
    private volatile @Nullable String problem;

    /**
     * A replica that is not used before its first check has succeeded.
     *
     * @param primary connections to the server that it replicates
     * @param replica connections to the replica
     * @param maxLag how far the replica may lag behind
     * @param requiresRowSecurity whether the role must be subject to row-level security there
     * @param log is told when the replica is no longer used, and when it is used again
     */
    public ReadReplica(
            ManagedConnections primary,
            ManagedConnections replica,
            Duration maxLag,
            boolean requiresRowSecurity,
            Logger log,
            Telemetry telemetry) {
        this.primary = primary;
        this.replica = replica;
        this.maxLag = maxLag.toNanos();
        this.requiresRowSecurity = requiresRowSecurity;
        this.log = log;
        this.nextCheck = System.nanoTime();
        this.readFailed = nextCheck - 1;
        telemetry.observe(
                Metric.STORE_REPLICA_IN_USE,
                () -> problem == null || System.nanoTime() - nextCheck > IDLE_NANOS ? 1 : 0);
    }

    /** Connections to the replica. */
    public ManagedConnections connections() {
        return replica;
    }

    /** Notes that a write of a caller has returned, or has failed without a known outcome. */
    public void noteWrite(Caller caller) {
        long now = System.nanoTime();
        writes.put(caller.userId(), now);
        if (writes.size() > MAX_CALLERS) {
            forget(now - maxLag);
            if (writes.size() > MAX_CALLERS) {
                writeOfAll = now;
                forget(now);
            }
        }
    }

    /** Notes a write that may concern any user. */
    public void noteWriteOfAll() {
        writeOfAll = System.nanoTime();
    }

    private void forget(long until) {
        writes.values().removeIf(time -> time - until <= 0);
    }

    /**
     * Whether the replica has all writes of a caller on this node, and those of other nodes but the latest.
     *
     * @param caller null for reads of all users: then only writes count that may concern any user
     */
    public boolean isCurrent(@Nullable Caller caller) {
        long now = System.nanoTime();
        if (now - nextCheck >= 0 && checking.compareAndSet(false, true)) {
            startCheck();
        }
        Long asOf = currentAsOf;
        if (asOf == null || now - asOf > maxLag || now - answered > CHECK_NANOS) {
            return false;
        }
        Long write = caller == null ? null : writes.get(caller.userId());
        return isBefore(write, asOf) && isBefore(writeOfAll, asOf);
    }

    private static boolean isBefore(@Nullable Long write, long asOf) {
        return write == null || asOf - write > 0;
    }

    /** Notes that a read on the replica has failed: it is not used until a later check succeeds. */
    public void noteFailure(Exception e) {
        replica.note(ConnectionFailure.of(e));
        readFailed = System.nanoTime();
        currentAsOf = null;
        end(RETRY_AFTER_READ_NANOS, "it is unavailable: " + cause(e));
    }

    private void startCheck() {
        Thread thread = Thread.ofPlatform().daemon().name("chatkit-replica").unstarted(() -> {
            try {
                check();
            } finally {
                checking.set(false);
            }
        });
        thread.setContextClassLoader(ReadReplica.class.getClassLoader());
        try {
            thread.start();
        } catch (Error e) { // no memory for a thread
            checking.set(false);
            throw e;
        }
    }

    /** Asks both servers for their positions; the replica last, so that one without load is current at once. */
    private void check() {
        long begin = System.nanoTime();
        try {
            awaited.addLast(new Position(begin, position(primary)));
        } catch (SQLException | RuntimeException e) { // which calls of the store report
            end(RETRY_NANOS, problem);
            return;
        }
        try {
            long replayed = position();
            answered = System.nanoTime();
            if (readFailed - begin >= 0) {
                awaited.clear();
                return;
            }
            while (!awaited.isEmpty() && awaited.getFirst().position <= replayed) {
                currentAsOf = awaited.removeFirst().time;
            }
        } catch (SQLException | RuntimeException e) {
            currentAsOf = null;
            awaited.clear();
            end(RETRY_NANOS, e instanceof UnsuitableException ? e.getMessage() : "it is unavailable: " + cause(e));
            return;
        }
        long now = System.nanoTime();
        boolean lags = !awaited.isEmpty() && now - awaited.getFirst().time > maxLag;
        while (awaited.size() > 1 && now - awaited.getFirst().time > 2 * maxLag) {
            awaited.removeFirst();
        }
        forget(now - maxLag);
        Long asOf = currentAsOf;
        if (asOf != null) {
            forget(asOf - 1);
        }
        end(
                INTERVAL_NANOS,
                lags ? "it lags behind by more than " + Duration.ofNanos(maxLag).toSeconds() + " s" : null);
    }

    private synchronized void end(long pause, @Nullable String why) {
        nextCheck = System.nanoTime() + pause;
        String before = problem;
        problem = why;
        if (why != null && before == null) {
            log.log(Level.WARNING, "Reads use the primary database instead of the replica: {0}", why);
        } else if (why == null && before != null) {
            log.log(Level.INFO, "Reads use the replica again.");
        }
    }

    private static String cause(Exception e) {
        return e instanceof SQLException sql && sql.getSQLState() != null
                ? e.getClass().getSimpleName() + ", SQLSTATE " + sql.getSQLState()
                : e.getClass().getSimpleName();
    }

    private static long position(ManagedConnections server) throws SQLException {
        Connection connection = server.open();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PRIMARY)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            server.note(ConnectionFailure.of(e));
            throw e;
        } finally {
            server.close(connection);
        }
    }

    private long position() throws SQLException {
        Connection connection = replica.open();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(REPLICA)) {
            row.next();
            if (!row.getBoolean(2)) {
                replica.discard(connection); // the server may have been promoted; a new connection may find a replica
                throw new UnsuitableException("it is no replica (pg_is_in_recovery() is false)");
            }
            if (requiresRowSecurity && !row.getBoolean(3)) {
                throw new UnsuitableException("its role is not subject to row-level security");
            }
            return row.getLong(1);
        } catch (SQLException e) {
            replica.note(ConnectionFailure.of(e));
            throw e;
        } finally {
            replica.close(connection);
        }
    }

    /** @param time before the primary was asked */
    private record Position(long time, long position) {}

    /** The server answers, and must not be read from. */
    private static final class UnsuitableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnsuitableException(String reason) {
            super(reason);
        }
    }
}
