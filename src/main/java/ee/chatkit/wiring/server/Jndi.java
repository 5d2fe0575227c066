package ee.chatkit.wiring.server;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks things up by the names that different servers give them. */
public final class Jndi {
    private Jndi() {}

    /** What is bound to a name, which comes from code or from the operator's configuration, never from a client;
     * empty when nothing of this type is. */
    @SuppressWarnings("BanJNDI")
    public static <T> Optional<T> find(Class<T> type, String name) {
        try {
            return Optional.ofNullable(InitialContext.<Object>doLookup(name))
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (NamingException e) {
            return Optional.empty();
        }
    }

    /** What is bound to the first of the names that is bound. */
    public static <T> Optional<T> first(Class<T> type, String... names) {
        for (String name : names) {
            Optional<T> found = find(type, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
