package ee.chatkit.store.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A pool that validates nothing, like those of application servers: the connection that was returned last is given out next,
 * dead or not. It drops a connection only when a call through it fails with an SQLSTATE of class 08.
 */
final class RetainingPool {
    private final DataSource database;
    private final Semaphore permits;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    private RetainingPool(DataSource database, int size) {
        this.database = database;
        this.permits = new Semaphore(size, true);
    }

    /** A pool of so many connections; a caller waits for one for two seconds. */
    static DataSource of(DataSource database, int size) {
        var pool = new RetainingPool(database, size);
        return (DataSource) Proxy.newProxyInstance(
                RetainingPool.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return pool.connection();
                    }
                    return call(database, method, arguments);
                });
    }

    private Connection connection() throws SQLException, InterruptedException {
        if (!permits.tryAcquire(2, TimeUnit.SECONDS)) {
            throw new SQLException("no connection within two seconds");
        }
        Connection physical = idle.pollFirst();
        try {
            return new Lease(physical == null ? database.getConnection() : physical).proxy;
        } catch (SQLException | RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A connection that is in use. */
    private final class Lease implements InvocationHandler {
        private final Connection physical;
        private final Connection proxy;
        private boolean dropped;
        private boolean closed;

        Lease(Connection physical) {
            this.physical = physical;
            this.proxy = (Connection) wrap(this, Connection.class);
        }

        private static Object wrap(InvocationHandler handler, Class<?> type) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                release();
                return null;
            }
            return checked(physical, method, arguments);
        }

        private Object checked(Object target, Method method, Object[] arguments) throws Throwable {
            try {
                return switch (call(target, method, arguments)) {
                    case PreparedStatement made ->
                        wrap((self, called, given) -> checked(made, called, given), PreparedStatement.class);
                    case Statement made -> wrap((self, called, given) -> checked(made, called, given), Statement.class);
                    case null -> null;
                    case Object result -> result;
                };
            } catch (SQLException e) {
                dropped |= String.valueOf(e.getSQLState()).startsWith("08");
                throw e;
            }
        }

        private void release() throws SQLException {
            if (closed) {
                return;
            }
            closed = true;
            if (dropped) {
                physical.close();
            } else {
                idle.addFirst(physical);
            }
            permits.release();
        }
    }
}
