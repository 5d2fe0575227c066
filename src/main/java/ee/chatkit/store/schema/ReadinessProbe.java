package ee.chatkit.store.schema;

import ee.chatkit.store.connection.CircuitBreaker;
import ee.chatkit.store.connection.ConnectionFailure;
import ee.chatkit.store.connection.ConnectionRetry;
import ee.chatkit.store.connection.ManagedConnections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the database can do what calls need, in one round trip and without changing anything: read and write every
 * table, begin a write, and write a temporary file, which a full disk prevents. (A rolled back insert would tell less: it
 * reaches the disk only when a table has to grow. Temporary files are in the tablespace of the database unless {@code
 * temp_tablespaces} names another.)
 *
 * <p>The check runs in a thread of its own, one at a time, and callers wait for it up to 2.5 seconds. Its result is used for one
 * second, so that frequent checks cost little.
 */
public final class ReadinessProbe {
    private static final Duration DEADLINE = Duration.ofMillis(2500);
    private static final long MAX_AGE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final String PROBE = """
        select count(to_regclass(name)), bool_and(coalesce(has_table_privilege(to_regclass(name), 'select')
                and has_table_privilege(to_regclass(name), 'insert')
                and (name = 'chatkit_audit' or has_table_privilege(to_regclass(name), 'update')
                    and has_table_privilege(to_regclass(name), 'delete')), false)),
            bool_or(row_security_active(to_regclass(name)::oid)), bool_and(row_security_active(to_regclass(name)::oid)),
            set_config('lock_timeout', '1500ms', true)
        from unnest(array[%s]) as name;
        update chatkit_threads set last_seq = last_seq where id = '';
        select set_config('work_mem', '64kB', true);
        select count(*) from generate_series(1, 10000)\
        """.formatted(
                    Schema.CHANGESET_OF_TABLE.keySet().stream().sorted().collect(Collectors.joining("', '", "'", "'")));

    private final ManagedConnections connections;
    private final SchemaReadiness schemaReadiness;
    private final CircuitBreaker circuitBreaker;
    private final RowLevelSecurity rowLevelSecurity;
    private @Nullable Check latest;

    /**
     * A probe that has not run yet.
     *
     * @param schemaReadiness until it lets operations proceed, nothing is queried
     * @param circuitBreaker is closed when the database answers, and opened when it does not
     * @param rowLevelSecurity whether policies must apply to the role
     */
    public ReadinessProbe(
            ManagedConnections connections,
            SchemaReadiness schemaReadiness,
            CircuitBreaker circuitBreaker,
            RowLevelSecurity rowLevelSecurity) {
        this.connections = connections;
        this.schemaReadiness = schemaReadiness;
        this.circuitBreaker = circuitBreaker;
        this.rowLevelSecurity = rowLevelSecurity;
    }

    /** Why operations cannot succeed now; empty when they can. Returns within three seconds. */
    public Optional<String> problem() {
        Optional<String> notReady = schemaReadiness.rejection();
        if (notReady.isPresent()) {
            return notReady;
        }
        Check check = current();
        long left = DEADLINE.toNanos() - check.age();
        try {
            return check.result.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (check.connected) { // otherwise the connections are in use, and their users find out whether it answers
                circuitBreaker.open(DatabaseProblem.NO_RESPONSE.reason());
            }
            return Optional.of(DatabaseProblem.NO_RESPONSE.reason());
        } catch (ExecutionException e) {
            return Optional.of(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while waiting for the database");
        }
    }

    private static String reason(ExecutionException e) {
        if (ConnectionFailure.of(e) == ConnectionFailure.TIMEOUT) {
            return DatabaseProblem.NO_RESPONSE.reason();
        }
        return Diagnosis.LOCK_NOT_AVAILABLE.equals(Causes.state(e))
                ? DatabaseProblem.LOCKED.reason()
                : Diagnosis.of(e.getCause() == null ? e : e.getCause()).reason();
    }

    private synchronized Check current() {
        Check check = latest;
        if (check == null || (check.result.isDone() && check.age() > MAX_AGE_NANOS)) {
            check = new Check(this::check);
            latest = check;
            Thread thread =
                    Thread.ofPlatform().daemon().name("chatkit-readiness").unstarted(check.result);
            thread.setContextClassLoader(ReadinessProbe.class.getClassLoader());
            thread.start();
        }
        return check;
    }

    private Optional<String> check(Check check) throws SQLException {
        var retry = new ConnectionRetry(true);
        while (true) {
            try {
                return probe(check);
            } catch (SQLException e) {
                ConnectionFailure failure = ConnectionFailure.of(e);
                connections.note(failure);
                if (!retry.permits(failure)) {
                    throw e;
                }
            }
        }
    }

    private Optional<String> probe(Check check) throws SQLException {
        Connection connection = connections.open(DEADLINE);
        check.connected = true;
        try (Statement statement = connection.createStatement()) {
            statement.execute(PROBE);
            Optional<String> problem = problem(statement.getResultSet());
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // a failure of a later statement is thrown
            }
            circuitBreaker.close();
            return problem;
        } finally {
            connections.close(connection);
        }
    }

    private Optional<String> problem(ResultSet row) throws SQLException {
        row.next();
        if (row.getInt(1) < Schema.CHANGESET_OF_TABLE.size()) {
            return Optional.of(DatabaseProblem.TABLES_NOT_ACCESSIBLE.reason());
        }
        if (!row.getBoolean(2)) {
            return Optional.of(DatabaseProblem.INSUFFICIENT_PRIVILEGES.reason());
        }
        return switch (rowLevelSecurity) {
            case OFF -> row.getBoolean(3) ? Optional.of(DatabaseProblem.ROW_LEVEL_SECURITY.reason()) : Optional.empty();
            case ON ->
                row.getBoolean(4)
                        ? Optional.empty()
                        : Optional.of(DatabaseProblem.ROW_LEVEL_SECURITY_BYPASSED.reason());
            case CREATE, AS_FOUND -> Optional.empty();
        };
    }

    /** What a check does. */
    private interface Work {
        Optional<String> run(Check check) throws SQLException;
    }

    /** A check that runs or has run. */
    private static final class Check {
        private final FutureTask<Optional<String>> result;
        private final long begin = System.nanoTime();

        /** Whether it has got a connection: then it is the database that does not answer. */
        private volatile boolean connected;

        Check(Work work) {
            result = new FutureTask<>(() -> work.run(this));
        }

        long age() {
            return System.nanoTime() - begin;
        }
    }
}
