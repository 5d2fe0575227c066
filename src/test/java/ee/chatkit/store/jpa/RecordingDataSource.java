package ee.chatkit.store.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Collection;
import javax.sql.DataSource;

/** A datasource that records the statements executed on its connections. */
public final class RecordingDataSource {
    private RecordingDataSource() {}

    public static DataSource dataSource(DataSource real, Collection<String> said) {
        return wrap(DataSource.class, real, said, "");
    }

    private static <T> T wrap(Class<T> type, Object real, Collection<String> said, String sql) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                said.add(arguments == null ? sql : String.valueOf(arguments[0]));
            }
            Object result = call(real, method, arguments);
            return switch (result) {
                case Connection connection -> wrap(Connection.class, connection, said, "");
                case PreparedStatement statement ->
                    wrap(PreparedStatement.class, statement, said, String.valueOf(arguments[0]));
                case Statement statement -> wrap(Statement.class, statement, said, "");
                case null, default -> result;
            };
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
