package ee.chatkit.wiring;

import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/** What an application brings of its own, and what then takes the place of ours. */
final class OptionalBean {
    private OptionalBean() {}

    /**
     * The application's bean; empty when it has none.
     *
     * @throws IllegalStateException when it has several; its message ends the start
     */
    static <T> Optional<T> bean(Class<T> type, Instance<T> beans) {
        if (beans.isAmbiguous()) {
            throw new IllegalStateException("There are several beans of type " + type.getName()
                    + ". Leave one, or mark one as an @Alternative with a @Priority.");
        }
        return beans.isResolvable() ? Optional.of(beans.get()) : Optional.empty();
    }
}
