package ee.chatkit.http;

import static java.util.stream.Collectors.toSet;

import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.security.JwtPrincipals;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;

/**
 * The default {@link CallerResolver}: the authenticated principal of the container. The user id is the claim {@code sub} of
 * a bearer token (MicroProfile JWT), or the name of any other principal; the roles are those that the container, or the
 * claim {@code groups} of the token, grants to this principal. Empty for requests without a principal.
 */
public final class ContainerCallerResolver implements CallerResolver {
    private final Set<String> roles;

    /** @param roles the roles to look for, because a container does not list the roles of a principal */
    public ContainerCallerResolver(Set<String> roles) {
        this.roles = Set.copyOf(roles);
    }

    @Override
    public Optional<ResolvedCaller> resolve(ContainerRequestContext request) {
        SecurityContext container = request.getSecurityContext();
        return Optional.ofNullable(container.getUserPrincipal())
                .map(principal -> new ResolvedCaller(caller(principal), rolesOf(principal, container)));
    }

    private Set<String> rolesOf(Principal principal, SecurityContext container) {
        return roles.stream()
                .filter(role -> container.isUserInRole(role) || JwtPrincipals.isInGroup(principal, role))
                .collect(toSet());
    }

    private static Caller caller(Principal principal) {
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
}
