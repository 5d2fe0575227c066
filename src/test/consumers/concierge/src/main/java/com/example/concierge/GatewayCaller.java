package com.example.concierge;

import ee.chatkit.http.CallerResolver;
import ee.chatkit.model.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/** Believes the gateway, which is the only one that can reach this server, about who calls. */
@ApplicationScoped
public class GatewayCaller implements CallerResolver {
    @Override
    public Optional<Caller> resolve(ContainerRequestContext request) {
        String user = request.getHeaderString("X-Gateway-User");
        if (user == null) {
            return Optional.empty();
        }
        if (!user.matches("[a-z]+")) {
            throw new NotAuthorizedException("Bearer");
        }
        return Optional.of(new Caller(user));
    }
}
