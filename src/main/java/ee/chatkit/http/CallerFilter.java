package ee.chatkit.http;

import ee.chatkit.model.Caller;
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
 * Makes sure that every call acts for somebody: the container's principal, else the anonymous user where there is one,
 * else nobody is let in. What goes by a signature is no concern of this.
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
        if (resource.getResourceClass().isAnnotationPresent(BySignature.class)) {
            return;
        }
        SecurityContext given = request.getSecurityContext();
        String anonymousUser = settings.anonymousUser();
        Principal principal = given.getUserPrincipal();
        if (principal != null) {
            requireUsable(principal.getName());
        } else if (anonymousUser != null) {
            if (!ForeignPageFilter.isLocalName(request.getHeaderString(HttpHeaders.HOST))) {
                throw new RefusedException(
                        ProblemKind.FORBIDDEN,
                        "without a login this is served under a local name or an IP address only");
            }
            request.setSecurityContext(new Anonymous(anonymousUser, given.isSecure()));
        } else {
            throw new RefusedException(ProblemKind.UNAUTHENTICATED, "sign in: calls without a user are not served");
        }
    }

    private static void requireUsable(String name) {
        try {
            new Caller(name);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ProblemKind.FORBIDDEN, "the signed-in user's name cannot be used");
        }
    }

    private record Anonymous(String name, boolean isSecure) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return () -> name;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public @Nullable String getAuthenticationScheme() {
            return null;
        }
    }
}
