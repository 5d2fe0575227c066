package ee.chatkit.store.connection;

import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens and closes connections of a datasource, whatever its pool is configured to do.
 *
 * <p><b>Time limit.</b> While a connection is open here, its network timeout is the limit of a call; the driver then closes the
 * socket, and the call fails. Setting it costs no round trip, and it is set back when the connection is returned.
 *
 * <p><b>Lock timeout.</b> It is set once in each session of the pool, by one statement before its first use, unless the role or
 * the datasource has one. It stays in the session, for other users of the pool too.
 *
 * <p><b>Dead and read-only connections.</b> When a connection fails fatally or a session turns out to be read-only, each
 * connection is checked by that same statement before its next use, and one that fails, or that is read-only though it was used
 * before, is discarded. So a lost connection costs the calls that ran on it, and not one call for each connection of the
 * pool. Otherwise no round trip is added.
 *
 * <p><b>Discarding.</b> A pool keeps a connection that it believes to be usable. The physical connection is closed and then
 * used once through the pool, whose check of exceptions drops it (SQLSTATE 08003); Payara, which has no such check, is told by its
 * own method.
 */
public final class ManagedConnections {
    /** How long connections may be dropped after the first one was lost. */
    private static final long LOSS_NANOS = Duration.ofSeconds(10).toNanos();

    /** A pool that has no connection makes callers wait for longer. */
    private static final long QUICK_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int MAX_REFUSALS = 5;
    private static final long READ_ONLY_INTERVAL = Duration.ofSeconds(1).toNanos();

    private final DataSource dataSource;
    private final ConnectionLimits limits;
    private final Telemetry telemetry;
    private final String preparation;
    private final @Nullable Method markAsBad;
    /** That of the connection which was last given out: a pool has one. */
    private volatile @Nullable MetaDataType metaDataType;

    private final Map<Connection, Session> sessions = Collections.synchronizedMap(new WeakHashMap<>());
    private final AtomicInteger epoch = new AtomicInteger();
    /** The number of failures when a session last turned out to be read-only; what was checked since is as good as a new one. */
    private volatile int readOnlyEpoch;

    private volatile long lastLoss = System.nanoTime() - LOSS_NANOS;
    private final AtomicLong nextReadOnlyCheck = new AtomicLong(System.nanoTime());

    /** Without telemetry. */
    public ManagedConnections(DataSource dataSource, ConnectionLimits limits) {
        this(dataSource, limits, Telemetry.off());
    }

    /**
     * Opens connections of a datasource.
     *
     * @param telemetry records how long the pool takes to give one out
     */
    public ManagedConnections(DataSource dataSource, ConnectionLimits limits, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.dataSource = dataSource;
        this.limits = limits;
        this.markAsBad = markAsBad(dataSource);
        this.preparation = "select current_setting('default_transaction_read_only') = 'on' or pg_is_in_recovery(),"
                + " current_setting('lock_timeout') <> '0', now()::text, case when current_setting('lock_timeout')"
                + " = '0' then set_config('lock_timeout', '"
                + limits.lock().toMillis() + "', false) end";
    }

    /** Opens a connection for short statements. */
    public Connection open() throws SQLException {
        return open(limits.call());
    }

    /**
     * Opens a connection with another time limit.
     *
     * @param call how long the database may take to answer one statement; zero for no limit
     */
    public Connection open(Duration call) throws SQLException {
        Connection connection = acquire();
        try {
            Connection physical;
            Session known;
            try {
                physical = physical(connection);
                known = limit(physical, call);
            } catch (SQLException | RuntimeException e) {
                throw new StaleConnectionException("The pool has closed a connection that it gave out", e);
            }
            int current = epoch.get();
            if (known.epoch != current || known.unconfirmed != null) {
                prepare(connection, physical, known, current);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private Connection acquire() throws SQLException {
        if (!telemetry.isOn()) {
            return acquireUnmeasured();
        }
        long begin = System.nanoTime();
        String error = null;
        try {
            return acquireUnmeasured();
        } catch (SQLException e) {
            error = e.getClass().getSimpleName();
            throw e;
        } finally {
            telemetry.record(Metric.STORE_CONNECTION_WAIT, (System.nanoTime() - begin) / 1e9, error);
        }
    }

    /** While dead connections are dropped, Payara fails to give out one that another caller has just made it close. */
    private Connection acquireUnmeasured() throws SQLException {
        for (int attempt = 1; ; attempt++) {
            long begin = System.nanoTime();
            try {
                return dataSource.getConnection();
            } catch (SQLException e) {
                long now = System.nanoTime();
                if (now - begin > QUICK_NANOS || ConnectionFailure.hasState(e)) {
                    throw e;
                }
                if (attempt == MAX_REFUSALS) {
                    throw now - lastLoss < LOSS_NANOS
                            ? new StaleConnectionException("The pool gave out a connection that it has closed", e)
                            : e;
                }
            }
        }
    }

    /** Opens a connection to a database that may turn out not to be PostgreSQL: without a lock timeout, and unchecked. */
    public Connection openUnprepared() throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            limit(physical(connection), limits.call());
        } catch (SQLException | RuntimeException e) {
            // the driver of another database, or a lost connection, of which the caller will hear
        }
        return connection;
    }

    /** Returns a connection to the pool, or discards it when it was lost. */
    public void close(Connection connection) throws SQLException {
        try (connection) {
            Connection physical = physical(connection);
            if (physical.isClosed()) {
                discard(connection, physical);
            } else {
                Session session = sessions.get(physical);
                if (session != null) {
                    physical.setNetworkTimeout(Runnable::run, session.networkTimeout);
                }
            }
        } catch (SQLException | RuntimeException e) {
            // a lost connection, which the pool has dropped already
        }
    }

    /** Notes a failure of a call. */
    public void note(ConnectionFailure failure) {
        switch (failure) {
            case NONE -> {}
            case NOT_EXECUTED, OUTCOME_UNKNOWN, TIMEOUT -> {
                lastLoss = System.nanoTime();
                epoch.incrementAndGet();
            }
            case READ_ONLY -> {
                // a database that stays read-only must not cost a new connection for each call
                long now = System.nanoTime();
                long next = nextReadOnlyCheck.get();
                if (now - next >= 0 && nextReadOnlyCheck.compareAndSet(next, now + READ_ONLY_INTERVAL)) {
                    readOnlyEpoch = epoch.get() + 1; // before it is visible
                    epoch.incrementAndGet();
                }
            }
        }
    }

    /** The driver's connection. Pools wrap connections, but few their metadata; those of Payara tell what they wrap. */
    private Connection physical(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        MetaDataType type = metaDataType;
        if (type == null || type.type != metaData.getClass()) {
            type = MetaDataType.of(metaData.getClass());
            metaDataType = type;
        }
        @Nullable Connection physical = type.connection(metaData);
        return physical == null ? connection : physical.unwrap(Connection.class);
    }

    /**
     * The class of a pool's metadata.
     *
     * @param actualConnection returns the driver's connection, where {@code getConnection} returns that of the pool; GlassFish and
     *     Payara: {@code com.sun.gjc.spi.base.DatabaseMetaDataWrapper#getActualConnection}
     */
    private record MetaDataType(Class<?> type, @Nullable Method actualConnection) {
        static MetaDataType of(Class<?> type) {
            try {
                return new MetaDataType(type, type.getMethod("getActualConnection"));
            } catch (NoSuchMethodException e) {
                return new MetaDataType(type, null);
            }
        }

        @Nullable
        Connection connection(DatabaseMetaData metaData) throws SQLException {
            if (actualConnection != null) {
                try {
                    return (Connection) actualConnection.invoke(metaData);
                } catch (ReflectiveOperationException | ClassCastException e) {
                    // as for any other pool
                }
            }
            return metaData.getConnection();
        }
    }

    private Session limit(Connection physical, Duration call) throws SQLException {
        Session known = sessions.get(physical);
        if (known == null) {
            known = new Session(physical.getNetworkTimeout(), Session.NEW, null);
            sessions.put(physical, known);
        }
        physical.setNetworkTimeout(Runnable::run, Math.toIntExact(call.toMillis()));
        return known;
    }

    private void prepare(Connection connection, Connection physical, Session known, int current) throws SQLException {
        if (limits.lock().isZero() && known.epoch == Session.NEW) {
            sessions.put(physical, new Session(known.networkTimeout, current, null));
            return;
        }
        boolean isReadOnly;
        boolean wasSet;
        String transaction;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(preparation)) {
            row.next();
            isReadOnly = row.getBoolean(1);
            wasSet = row.getBoolean(2);
            transaction = row.getString(3);
        } catch (SQLException e) {
            ConnectionFailure failure = ConnectionFailure.of(e);
            if (failure == ConnectionFailure.NONE || failure == ConnectionFailure.TIMEOUT) {
                throw e;
            }
            throw new StaleConnectionException("A connection of the pool is closed", e);
        }
        if (isReadOnly && known.epoch != Session.NEW && known.epoch < readOnlyEpoch) {
            discard(connection, physical);
            throw new StaleConnectionException("A session of the pool is read-only");
        }
        // a rollback would undo the setting, so a later transaction must have found it
        boolean confirmed = connection.getAutoCommit() || (wasSet && !transaction.equals(known.unconfirmed));
        sessions.put(physical, new Session(known.networkTimeout, current, confirmed ? null : transaction));
    }

    /** Makes the pool drop a connection that is in use; it still must be closed. */
    void discard(Connection connection) throws SQLException {
        discard(connection, physical(connection));
    }

    private void discard(Connection connection, Connection physical) {
        try {
            physical.abort(Runnable::run);
            if (markAsBad != null) {
                markAsBad.invoke(dataSource, connection);
            }
            connection.createStatement().close();
        } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
            // is expected: the connection is closed
        }
    }

    /** GlassFish and Payara: {@code com.sun.appserv.jdbc.DataSource#markConnectionAsBad}. */
    private static @Nullable Method markAsBad(DataSource dataSource) {
        try {
            return dataSource.getClass().getMethod("markConnectionAsBad", Connection.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /**
     * What is known of a physical connection.
     *
     * @param networkTimeout that it had when it was opened, in milliseconds
     * @param epoch the number of failures before it was last checked
     * @param unconfirmed the transaction in which the lock timeout was set, when that may be rolled back
     */
    private record Session(
            int networkTimeout, int epoch, @Nullable String unconfirmed) {
        static final int NEW = -1;
    }
}
