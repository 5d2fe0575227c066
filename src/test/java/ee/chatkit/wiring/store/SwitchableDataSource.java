package ee.chatkit.wiring.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A datasource that can be switched off; it is off at first. */
final class SwitchableDataSource {
    private final DataSource real;
    private volatile boolean away = true;

    SwitchableDataSource(DataSource real) {
        this.real = real;
    }

    void enable() {
        away = false;
    }

    void disable() {
        away = true;
    }

    DataSource asDataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away && method.getName().equals("getConnection")) {
                        throw new SQLException("connection refused", "08001");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
