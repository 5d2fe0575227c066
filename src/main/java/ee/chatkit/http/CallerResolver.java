package ee.chatkit.http;

import ee.chatkit.model.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/**
 * Says who calls. An application that knows better than the container, for instance from a header that its gateway sets,
 * has one bean of this type; without one it is {@link #ofContainer()}. Safe for use by many threads.
 *
 * <p>It is asked once for each call, before anything else is done for it, and not at all for signed links. It decides alone:
 * trust a header only where nobody but the gateway can reach this server.
 */
@FunctionalInterface
public interface CallerResolver {
    /**
     * Finds out whom a call acts for.
     *
     * @param request its headers and security context; its body must be left unread
     * @return empty when nobody is known: the call then acts for {@code chatkit.anonymous-user} where that is set and gets
     *     401 where it is not
     * @throws jakarta.ws.rs.NotAuthorizedException when the call says who it is but cannot be believed: 401 in any case
     */
    Optional<Caller> resolve(ContainerRequestContext request);

    /** Whoever the container has logged in: by the claim {@code sub} of a bearer token, else by the principal's name. */
    static CallerResolver ofContainer() {
        return request -> Optional.ofNullable(request.getSecurityContext().getUserPrincipal())
                .map(CallerFilter::signedIn);
    }
}
