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
 * Makes sure that every call acts for somebody: whom the {@link CallerResolver} finds, else the anonymous user where there
 * is one, else nobody is let in. What goes by a signature is no concern of this.
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
        Caller caller = settings.callers().resolve(request).orElseGet(() -> anonymous(request));
        request.setSecurityContext(new Known(request.getSecurityContext(), caller::userId));
    }

    private Caller anonymous(ContainerRequestContext request) {
        if (isToken(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            // whoever shows a token wants to be that user and nobody else
            throw new RequestRejectedException(ProblemType.UNAUTHENTICATED, "Bearer token not accepted");
        }
        String anonymousUser = settings.anonymousUser();
        if (anonymousUser == null) {
            throw new RequestRejectedException(
                    ProblemType.UNAUTHENTICATED, "The request has no authenticated principal");
        }
        CrossSiteRequestFilter.refuseForeignPages(request);
        return new Caller(anonymousUser);
    }

    static boolean isToken(@Nullable String authorization) {
        return authorization != null && authorization.strip().regionMatches(true, 0, "Bearer", 0, 6);
    }

    /** The user whom the container has logged in. */
    static Caller signedIn(Principal principal) {
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

    /** The container's, but for the name. */
    private record Known(SecurityContext given, Principal principal) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return principal;
        }

        @Override
        public boolean isUserInRole(String role) {
            return given.isUserInRole(role) || JwtPrincipals.isInGroup(given.getUserPrincipal(), role);
        }

        @Override
        public boolean isSecure() {
            return given.isSecure();
        }

        @Override
        public @Nullable String getAuthenticationScheme() {
            return given.getAuthenticationScheme();
        }
    }
}
