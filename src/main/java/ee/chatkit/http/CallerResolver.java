package ee.chatkit.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/**
 * Determines the caller of an HTTP request and the caller's roles. An application replaces the default, the authenticated
 * principal of the container, by providing one CDI bean of this type, for instance one that reads a header set by its
 * gateway. The log names the resolver in use when the application starts.
 *
 * <p>The resolver is called once for each request that matches a resource, before the resource is called, except for
 * signed links of attachments. Its result is final: neither the principal nor the roles of the container are considered in
 * addition. A resolver that trusts a request header is secure only if all requests pass through the component that sets
 * the header, and removes the header that a client sends.
 *
 * <p>A writing request of a web page of another origin that is not one of {@code chatkit.allowed-origins} is rejected
 * before the resolver is called, unless it has a bearer token.
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
     * @return the caller with the caller's roles; empty if the request identifies none, in which case it is processed as
     *     {@code chatkit.anonymous-user} if that is set and no bearer token is sent, and is rejected with 401 otherwise;
     *     never null
     * @throws jakarta.ws.rs.NotAuthorizedException if the request identifies a caller by invalid credentials; it is
     *     rejected with 401 even if an anonymous user is configured. Any other {@link
     *     jakarta.ws.rs.WebApplicationException} determines the status in the same way, and any other exception leads
     *     to 500.
     */
    Optional<ResolvedCaller> resolve(ContainerRequestContext request);
}
