package ee.chatkit.http;

import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.security.JwtPrincipals;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Determines the caller of each request and the caller's roles: what the {@link CallerResolver} finds, else the anonymous
 * user, which has no roles, where one is configured; otherwise the request is rejected with 401. Requests of signed links
 * are not affected.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION)
@SuppressWarnings("NullAway.Init")
public final class CallerFilter implements ContainerRequestFilter {
    /** Payara's listener takes 8 KiB of headers by default; tokens with many groups have some KiB. */
    private static final int MAX_TOKEN_LENGTH = 16_384;

    /** The request property with the result of the resolver, for a request that is dispatched again with its body. */
    private static final String RESOLVED = "ee.chatkit.resolved-caller";

    /** The request property with the address of the client, as the server tells it. */
    private static final String ORIGIN = "ee.chatkit.origin";

    @Inject
    private HttpSettings settings;

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!resource.getResourceClass().isAnnotationPresent(SignedLink.class)) {
            request.setProperty(ORIGIN, servletRequest.getRemoteAddr());
            request.setSecurityContext(securityContext(request, settings));
        }
        request.setProperty(UnmatchedRequestFilter.AUTHORIZED, true);
    }

    /** The caller of a request that has passed this filter; empty if that is the request of a signed link. */
    public static Optional<Caller> caller(SecurityContext security) {
        return Optional.ofNullable(security.getUserPrincipal())
                .map(principal ->
                        principal instanceof CallerPrincipal own ? own.caller : new Caller(principal.getName()));
    }

    /** The caller of a request that was resolved, whatever became of the request. */
    static Optional<Caller> resolvedCaller(ContainerRequestContext request) {
        return request.getProperty(RESOLVED) instanceof ResolvedCaller resolved
                ? Optional.of(resolved.caller())
                : Optional.empty();
    }

    /**
     * As {@link #caller}, where requests of signed links do not come.
     *
     * @throws IllegalStateException if there is no caller
     */
    public static Caller requireCaller(SecurityContext security) {
        return caller(security)
                .orElseThrow(() -> new IllegalStateException("The request has no authenticated principal"));
    }

    /**
     * The security context of the request's caller. Nothing of the container's login remains in it but its transport. The
     * caller is resolved once: Payara cannot tell the roles of a request that is dispatched again.
     */
    static SecurityContext securityContext(ContainerRequestContext request, HttpSettings settings) {
        ResolvedCaller resolved =
                request.getProperty(RESOLVED) instanceof ResolvedCaller earlier ? earlier : resolve(request, settings);
        request.setProperty(RESOLVED, resolved);
        return new CallerSecurityContext(request.getSecurityContext(), resolved);
    }

    private static ResolvedCaller resolve(ContainerRequestContext request, HttpSettings settings) {
        requireAcceptableToken(request, settings);
        ResolvedCaller found = settings.callerResolver().resolve(request).orElseGet(() -> anonymous(request, settings));
        return request.getProperty(ORIGIN) instanceof String address ? found.from(address) : found;
    }

    /** What the container has not checked of a bearer token, for every resolver. */
    private static void requireAcceptableToken(ContainerRequestContext request, HttpSettings settings) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (JwtPrincipals.isBearerToken(authorization) && authorization.length() > MAX_TOKEN_LENGTH) {
            throw new RequestRejectedException(
                    ProblemType.UNAUTHENTICATED,
                    "Bearer token too long: more than " + MAX_TOKEN_LENGTH + " characters");
        }
        if (JwtPrincipals.isNotYetValid(
                request.getSecurityContext().getUserPrincipal(),
                settings.clock().instant())) {
            throw new RequestRejectedException(
                    ProblemType.UNAUTHENTICATED, "The bearer token is not valid yet: check iat, nbf and the clocks");
        }
    }

    private static ResolvedCaller anonymous(ContainerRequestContext request, HttpSettings settings) {
        if (JwtPrincipals.isBearerToken(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            // a client that sends a token expects to act as its subject, never as the anonymous user
            throw new RequestRejectedException(ProblemType.UNAUTHENTICATED, "Bearer token not accepted");
        }
        String anonymousUser = settings.anonymousUser();
        if (anonymousUser == null) {
            throw new RequestRejectedException(
                    ProblemType.UNAUTHENTICATED, "The request has no authenticated principal");
        }
        CrossSiteRequestFilter.requireLocalHost(request);
        return new ResolvedCaller(new Caller(anonymousUser));
    }

    private record CallerPrincipal(Caller caller) implements Principal {
        @Override
        public String getName() {
            return caller.userId();
        }
    }

    /** Principal and roles are the resolver's: the container's may be those of a gateway's account. */
    private record CallerSecurityContext(SecurityContext container, ResolvedCaller resolved)
            implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return new CallerPrincipal(resolved.caller());
        }

        @Override
        public boolean isUserInRole(String role) {
            return resolved.roles().contains(role);
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
