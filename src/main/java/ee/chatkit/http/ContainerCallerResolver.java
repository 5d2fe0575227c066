package ee.chatkit.http;

import ee.chatkit.model.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/**
 * The default {@link CallerResolver}: the authenticated principal of the container. The user id is the claim {@code sub} of
 * a bearer token (MicroProfile JWT), or the name of any other principal. Empty for requests without a principal.
 */
public final class ContainerCallerResolver implements CallerResolver {
    @Override
    public Optional<Caller> resolve(ContainerRequestContext request) {
        return Optional.ofNullable(request.getSecurityContext().getUserPrincipal())
                .map(CallerFilter::toCaller);
    }
}
