package ee.chatkit.store.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose prepared statements have a {@link RowAccess}.
 *
 * <p><b>One exchange.</b> The setting is local to the transaction, so it ends with it, whatever the pool or a proxy such as
 * pgbouncer does with the session. It is set by a statement in front of each one, which the driver sends with it. In autocommit
 * mode both are between {@code begin} and {@code commit}, in the same exchange.
 *
 * <p>Without an explicit transaction, what the driver sends at once is one transaction too, but it does not always send all at
 * once: when it cannot estimate the size of a result, of a statement of which it knows the columns before it executes it, it
 * ends the exchange in front of it. Then the setting would be gone. That happens for parameters without a type ({@code
 * stringtype=unspecified}), after some executions.
 *
 * <p>In a transaction the setting of a user stays until its end. That of all users does not, because the transaction may be an
 * application's.
 */
final class RowAccessConnection implements InvocationHandler {
    private final Connection delegate;
    private final RowAccess access;

    private RowAccessConnection(Connection delegate, RowAccess access) {
        this.delegate = delegate;
        this.access = access;
    }

    static Connection of(Connection delegate, RowAccess access) {
        return proxy(Connection.class, new RowAccessConnection(delegate, access));
    }

    /** The connection for which this one was made. */
    static Connection delegate(Connection connection) {
        return ((RowAccessConnection) Proxy.getInvocationHandler(connection)).delegate;
    }

    /** The connection with the access of all users instead of a caller's; one without a {@link RowAccess} itself. */
    static Connection ofAllUsers(Connection connection) {
        return Proxy.isProxyClass(connection.getClass())
                        && Proxy.getInvocationHandler(connection) instanceof RowAccessConnection restricted
                ? of(restricted.delegate, RowAccess.ALL_USERS)
                : connection;
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(RowAccessConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (!method.getName().equals("prepareStatement") || arguments == null) {
            return call(delegate, method, arguments);
        }
        boolean autocommit = delegate.getAutoCommit();
        arguments[0] = withAccess(String.valueOf(arguments[0]), autocommit);
        var statement = (PreparedStatement) Objects.requireNonNull(call(delegate, method, arguments));
        try {
            return RowAccessStatement.of(statement, access.value(), autocommit ? delegate : null);
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private String withAccess(String sql, boolean autocommit) {
        String begin = autocommit ? "begin; " : "";
        String end = "";
        if (autocommit) {
            end = "; commit";
        } else if (access.isOfAllUsers()) {
            end = "; select set_config('" + access.setting() + "', '', true) is null";
        }
        // the result is a boolean: of a text the driver could not estimate the size
        return begin + "select set_config('" + access.setting() + "', ?, true) is null; " + sql + end;
    }

    static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
    }
}
