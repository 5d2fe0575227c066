package ee.chatkit.http;

import ee.chatkit.model.Caller;
import java.util.Set;

/**
 * The result of a {@link CallerResolver}: on whose behalf a request is processed, and the roles that the same source grants
 * to this caller. No role is added from elsewhere.
 *
 * @param caller the caller; never null. Its origin is what the audit log has of where the request comes from; without one it is
 *     the address of the client, as the server tells it
 * @param roles the names of the caller's roles, possibly empty; copied. Only the role that {@code chatkit.admin-role} names
 *     has an effect.
 */
public record ResolvedCaller(Caller caller, Set<String> roles) {
    public ResolvedCaller {
        roles = Set.copyOf(roles);
    }

    /** With the address of the client as origin, unless the resolver has set another one. */
    ResolvedCaller from(String address) {
        return new ResolvedCaller(caller.from(address), roles);
    }

    /** A caller without roles. */
    public ResolvedCaller(Caller caller) {
        this(caller, Set.of());
    }
}
