package ee.chatkit.store.connection;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions that explain a failure, the outermost first: an exception and its causes. A transaction manager may report a
 * commit that failed in the database by an exception without a cause, to which it has added the failure of the connection as a
 * suppressed one (WildFly does). So if no cause is an {@link SQLException}, the suppressed exceptions and their causes follow.
 */
public final class FailureChain {
    private FailureChain() {}

    /** The exceptions of a failure; each occurs once. */
    public static List<Throwable> of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        addCauses(failure, chain, seen);
        for (int n = 0; n < chain.size() && chain.stream().noneMatch(SQLException.class::isInstance); n++) {
            for (Throwable suppressed : chain.get(n).getSuppressed()) {
                addCauses(suppressed, chain, seen);
            }
        }
        return chain;
    }

    private static void addCauses(Throwable failure, List<Throwable> chain, Set<Throwable> seen) {
        for (@Nullable Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            chain.add(t);
        }
    }
}
