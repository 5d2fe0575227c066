package ee.chatkit.http;

import ee.chatkit.model.Caller;
import ee.chatkit.security.JwtPrincipals;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Determines the caller of each request: the one that the {@link CallerResolver} finds, else the anonymous user where
 * one is configured; otherwise the request is rejected with 401. Requests of signed links are not affected.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION)
@SuppressWarnings("NullAway.Init")
public final class CallerFilter implements ContainerRequestFilter {
    @Inject
    private HttpSettings settings;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (resource.getResourceClass().isAnnotationPresent(SignedLink.class)) {
            return;
        }
        Caller caller = settings.callerResolver().resolve(request).orElseGet(() -> anonymous(request));
        request.setSecurityContext(new CallerSecurityContext(request.getSecurityContext(), caller::userId));
    }

    private Caller anonymous(ContainerRequestContext request) {
        if (isBearerToken(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            // a client that sends a token expects to act as its subject, never as the anonymous user
            throw new RequestRejectedException(ProblemType.UNAUTHENTICATED, "Bearer token not accepted");
        }
        String anonymousUser = settings.anonymousUser();
        if (anonymousUser == null) {
            throw new RequestRejectedException(
                    ProblemType.UNAUTHENTICATED, "The request has no authenticated principal");
        }
        CrossSiteRequestFilter.requireSameSite(request);
        return new Caller(anonymousUser);
    }

    static boolean isBearerToken(@Nullable String authorization) {
        return authorization != null && authorization.strip().regionMatches(true, 0, "Bearer", 0, 6);
    }

    /** Maps a principal of the container to a caller. */
    static Caller toCaller(Principal principal) {
        String user = JwtPrincipals.userId(principal);
        if (user == null) {
            throw new RequestRejectedException(ProblemType.UNAUTHENTICATED, "The bearer token has no claim sub");
        }
        try {
            return new Caller(user);
        } catch (IllegalArgumentException e) {
            throw new RequestRejectedException(
                    ProblemType.FORBIDDEN, "The name of the authenticated principal is not a valid user id");
        }
    }

    /** The container's security context with the caller as its principal. */
    private record CallerSecurityContext(SecurityContext container, Principal principal) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return principal;
        }

        @Override
        public boolean isUserInRole(String role) {
            return container.isUserInRole(role) || JwtPrincipals.isInGroup(container.getUserPrincipal(), role);
        }

        @Override
        public boolean isSecure() {
            return container.isSecure();
        }

        @Override
        public @Nullable String getAuthenticationScheme() {
            return container.getAuthenticationScheme();
        }
    }
}
