package ee.chatkit.http;

import ee.chatkit.model.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/**
 * Determines the caller of an HTTP request. An application replaces the default, the authenticated principal of the
 * container, by providing one CDI bean of this type, for instance one that reads a header set by its gateway. The log
 * names the resolver in use when the application starts.
 *
 * <p>The resolver is called once for each request that matches a resource, before the resource is called, except for
 * signed links of attachments. Its result is final: the container's principal is not considered in addition. A
 * resolver that trusts a request header is secure only if all requests pass through the component that sets the
 * header.
 *
 * <p>Implementations must be thread-safe. They run on the thread of the request and may block; the request waits for
 * them.
 */
@FunctionalInterface
public interface CallerResolver {
    /**
     * Determines the caller of a request.
     *
     * @param request the request with its headers and security context; never null. Its entity must not be read.
     * @return the caller; empty if the request identifies none, in which case it is processed as {@code
     *     chatkit.anonymous-user} if that is set and neither a bearer token is sent nor the request is cross-site, and
     *     is rejected with 401 or 403 otherwise; never null
     * @throws jakarta.ws.rs.NotAuthorizedException if the request identifies a caller by invalid credentials; it is
     *     rejected with 401 even if an anonymous user is configured. Any other {@link
     *     jakarta.ws.rs.WebApplicationException} determines the status in the same way, and any other exception leads
     *     to 500.
     */
    Optional<Caller> resolve(ContainerRequestContext request);
}
