package ee.chatkit.wiring.store;

import ee.chatkit.store.StoreException;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.SpanAttribute;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.telemetry.TelemetrySpan;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures the operations of a store, by proxies of its interfaces. Where telemetry is off there are no proxies, so that an
 * operation costs what it costs without.
 *
 * <p>What an operation decides itself, that something is not found or in conflict, has an error type but is no failed span.
 */
final class StoreTelemetry implements InvocationHandler {
    private static final double NANOS = 1e9;
    private static final String POSTGRESQL = "postgresql";

    private final Object target;
    private final Telemetry telemetry;
    private final boolean isDatabase;

    private StoreTelemetry(Object target, Telemetry telemetry, boolean isDatabase) {
        this.target = target;
        this.telemetry = telemetry;
        this.isDatabase = isDatabase;
    }

    /** The store with measured operations; the store itself if telemetry is off. */
    static SelectedStore measured(SelectedStore selected, Telemetry telemetry) {
        return telemetry.isOn()
                ? selected.with(new Measure(
                        telemetry, POSTGRESQL.equals(selected.store().name())))
                : selected;
    }

    /** Replaces the interfaces of a store. */
    record Measure(Telemetry telemetry, boolean isDatabase) {
        <T> T proxy(Class<T> type, @Nullable Object target) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    new StoreTelemetry(Objects.requireNonNull(target), telemetry, isDatabase)));
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("forDisplay")) {
            Object other = call(method, arguments);
            return target.equals(other)
                    ? proxy
                    : new Measure(telemetry, isDatabase).proxy(method.getReturnType(), other);
        }
        return isOperation(method) ? measure(method, arguments) : call(method, arguments);
    }

    /** Names and new ids need no database. */
    private static boolean isOperation(Method method) {
        return method.getDeclaringClass() != Object.class
                && !method.getName().equals("name")
                && !method.getName().startsWith("generate");
    }

    private @Nullable Object measure(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        String operation = method.getName();
        long begin = System.nanoTime();
        TelemetrySpan span = telemetry.startClientSpan(operation).set(SpanAttribute.DB_OPERATION_NAME, operation);
        if (isDatabase) {
            span.set(SpanAttribute.DB_SYSTEM_NAME, POSTGRESQL);
        }
        TelemetrySpan.Activation current = span.activate();
        String error = null;
        try {
            return call(method, arguments);
        } catch (Throwable e) {
            error = e.getClass().getSimpleName();
            if (!(e instanceof StoreException) || e instanceof UnavailableException) {
                span.fail(error);
            }
            throw e;
        } finally {
            current.close();
            span.end();
            telemetry.record(Metric.STORE_OPERATION_DURATION, (System.nanoTime() - begin) / NANOS, operation, error);
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
