package ee.chatkit.store.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement behind those that {@link RowAccessConnection} has put in front of it: its parameters follow theirs, and
 * so do its results.
 */
final class RowAccessStatement implements InvocationHandler {
    private final PreparedStatement delegate;

    /** The connection in autocommit mode, in which the statement begins a transaction and ends it. */
    private final @Nullable Connection autocommit;

    private RowAccessStatement(PreparedStatement delegate, @Nullable Connection autocommit) {
        this.delegate = delegate;
        this.autocommit = autocommit;
    }

    static PreparedStatement of(PreparedStatement delegate, String access, @Nullable Connection autocommit)
            throws SQLException {
        delegate.setString(1, access);
        return RowAccessConnection.proxy(PreparedStatement.class, new RowAccessStatement(delegate, autocommit));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "execute" -> execute(arguments);
            case "executeQuery" -> {
                execute(arguments);
                yield delegate.getResultSet();
            }
            case "executeUpdate" -> {
                execute(arguments);
                yield delegate.getUpdateCount();
            }
            case "executeLargeUpdate" -> {
                execute(arguments);
                yield delegate.getLargeUpdateCount();
            }
            case "addBatch", "executeBatch", "executeLargeBatch", "clearParameters" ->
                throw new UnsupportedOperationException(method.getName());
            default -> RowAccessConnection.call(delegate, method, isParameter(method) ? shifted(arguments) : arguments);
        };
    }

    /** Whether the first argument is the number of a parameter. */
    private static boolean isParameter(Method method) {
        return method.getDeclaringClass() == PreparedStatement.class
                && method.getParameterCount() > 1
                && method.getParameterTypes()[0] == int.class;
    }

    private static @Nullable Object @Nullable [] shifted(@Nullable Object @Nullable [] arguments) {
        if (arguments != null && arguments[0] instanceof Integer number) {
            arguments[0] = number + 1;
        }
        return arguments;
    }

    /** Executes all statements and moves to the result of this one. */
    private boolean execute(@Nullable Object @Nullable [] arguments) throws SQLException {
        if (arguments != null) {
            throw new UnsupportedOperationException("another text than that which was prepared");
        }
        try {
            delegate.execute();
        } catch (SQLException | RuntimeException | Error e) {
            rollback(e);
            throw e;
        }
        if (autocommit != null) {
            delegate.getMoreResults();
        }
        return delegate.getMoreResults();
    }

    /** What failed has not been followed by its commit. */
    private void rollback(Throwable e) {
        if (autocommit != null) {
            try (Statement statement = autocommit.createStatement()) {
                statement.execute("rollback");
            } catch (SQLException | RuntimeException broken) {
                e.addSuppressed(broken); // a lost connection, which is discarded
            }
        }
    }
}
