package ee.chatkit.servlet;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Calls public methods of objects whose classes the application cannot link to. */
final class PublicMethods {
    /** The methods without parameters that were called, by name: each request calls some of them. */
    private static final ClassValue<Map<String, Method>> CALLED = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private PublicMethods() {}

    /**
     * Calls the first method on the object, and each other one on what the one before returned.
     *
     * @return what the last one returned; the object that it was called on if that is null or nothing
     */
    static Object call(Object object, String... names) throws ReflectiveOperationException {
        Object target = object;
        for (String name : names) {
            Map<String, Method> called = CALLED.get(target.getClass());
            Method method = called.get(name);
            if (method == null) {
                method = find(target.getClass(), name);
                called.put(name, method);
            }
            Object result = method.invoke(target);
            target = result == null ? target : result;
        }
        return target;
    }

    /** Finds a method where it is declared by a public type: the object's own class may not be public. */
    static Method find(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        for (Class<?> from = type; from != null; from = from.getSuperclass()) {
            if (Modifier.isPublic(from.getModifiers())) {
                return from.getMethod(name, parameters);
            }
            for (Class<?> contract : from.getInterfaces()) {
                if (Stream.of(contract.getMethods())
                        .anyMatch(found -> found.getName().equals(name))) {
                    return contract.getMethod(name, parameters);
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}
