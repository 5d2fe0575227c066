package ee.chatkit.wiring.server;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks up resources in JNDI, by the names that different servers use. */
public final class Jndi {
    private Jndi() {}

    /**
     * The object bound to a name; empty when no object of this type is.
     *
     * @param name from the code or the operator's configuration, never from a client
     */
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

    /** The object bound to the first of these names that is bound. */
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
