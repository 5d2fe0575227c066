package ee.chatkit.wiring;

import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/** A bean by which an application replaces a default. */
final class OptionalBean {
    private OptionalBean() {}

    /**
     * The bean of the application; empty if it has none.
     *
     * @throws IllegalStateException if there are several, which fails the deployment
     */
    static <T> Optional<T> find(Class<T> type, Instance<T> beans) {
        if (beans.isAmbiguous()) {
            throw new IllegalStateException("Several beans of type " + type.getName()
                    + ": remove all but one, or make one an @Alternative with a @Priority");
        }
        return beans.isResolvable() ? Optional.of(beans.get()) : Optional.empty();
    }

    /** The class of the bean, which is not the class of the client proxy, for log and health. */
    static String className(Instance<?> beans) {
        return beans.getHandle().getBean().getBeanClass().getName();
    }
}
