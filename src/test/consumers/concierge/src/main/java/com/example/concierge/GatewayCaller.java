package com.example.concierge;

import ee.chatkit.http.CallerResolver;
import ee.chatkit.http.ResolvedCaller;
import ee.chatkit.model.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.Set;

/** Believes the gateway, which is the only one that can reach this server, about who calls and in which roles. */
@ApplicationScoped
public class GatewayCaller implements CallerResolver {
    @Override
    public Optional<ResolvedCaller> resolve(ContainerRequestContext request) {
        String user = request.getHeaderString("X-Gateway-User");
        if (user == null) {
            return Optional.empty();
        }
        if (!user.matches("[a-z]+")) {
            throw new NotAuthorizedException("Bearer");
        }
        String roles = request.getHeaderString("X-Gateway-Roles");
        return Optional.of(new ResolvedCaller(new Caller(user), roles == null ? Set.of() : Set.of(roles.split(","))));
    }
}
