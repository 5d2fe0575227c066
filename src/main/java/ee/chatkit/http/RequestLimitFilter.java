package ee.chatkit.http;

import ee.chatkit.limits.StoredQuotas;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Rejects requests of callers who send too many, before their bodies are received, and tells each caller the state of its
 * rate. Requests of signed links are counted where the link is verified, for the owner of the attachment.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION + 1)
@SuppressWarnings("NullAway.Init")
public final class RequestLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {
    @Inject
    private RequestLimits limits;

    @Inject
    private StoredQuotas quotas;

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!resource.getResourceClass().isAnnotationPresent(SignedLink.class)) {
            CallerFilter.caller(request.getSecurityContext()).ifPresent(caller -> limits.admit(servletRequest, caller));
        }
    }

    /** A response that tells which other limit rejected the request tells both. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        RequestLimits.rate(request)
                .ifPresent(rate -> RateLimitHeaders.of(rate)
                        .forEach((name, value) -> response.getHeaders()
                                .putSingle(
                                        name,
                                        response.getHeaderString(name) == null
                                                ? value
                                                : response.getHeaderString(name) + ", " + value)));
        if (request.getMethod().equals(HttpMethod.DELETE) && response.getStatus() < 300) {
            CallerFilter.caller(request.getSecurityContext()).ifPresent(quotas::deleted);
        }
    }
}
