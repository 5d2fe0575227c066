package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The caller and the roles of a request, without a server. */
class CallerFilterTest {
    private static final String ADMIN = "chatkit-admin";

    private final Map<String, String> headers = new HashMap<>(Map.of("Host", "localhost:8080"));

    @Test
    void rolesOfContainer_areNotThoseOfAnotherResolversCaller() {
        SecurityContext context = CallerFilter.securityContext(
                request("gateway", ADMIN),
                settings(request -> Optional.of(new ResolvedCaller(new Caller("ann"))), null));
        assertEquals("ann", context.getUserPrincipal().getName());
        assertFalse(context.isUserInRole(ADMIN));
    }

    @Test
    void rolesOfResolver_areTheCallers() {
        CallerResolver resolver = request -> Optional.of(new ResolvedCaller(new Caller("ann"), Set.of(ADMIN)));
        SecurityContext context = CallerFilter.securityContext(request("gateway", "other"), settings(resolver, null));
        assertTrue(context.isUserInRole(ADMIN));
        assertFalse(context.isUserInRole("other"));
    }

    @Test
    void containerPrincipal_hasRolesOfContainer() {
        var resolver = new ContainerCallerResolver(Set.of(ADMIN));
        SecurityContext admin = CallerFilter.securityContext(request("ann", ADMIN), settings(resolver, null));
        assertEquals("ann", admin.getUserPrincipal().getName());
        assertTrue(admin.isUserInRole(ADMIN));
        assertFalse(CallerFilter.securityContext(request("bob", "other"), settings(resolver, null))
                .isUserInRole(ADMIN));
    }

    @Test
    void anonymousUser_hasNoRoles() {
        CallerResolver none = request -> Optional.empty();
        SecurityContext context = CallerFilter.securityContext(request("gateway", ADMIN), settings(none, "demo"));
        assertEquals("demo", context.getUserPrincipal().getName());
        assertFalse(context.isUserInRole(ADMIN));
    }

    @Test
    void requestWithoutCaller_isRejected() {
        CallerResolver none = request -> Optional.empty();
        var refused = assertThrows(
                RequestRejectedException.class,
                () -> CallerFilter.securityContext(request("gateway", ADMIN), settings(none, null)));
        assertEquals(401, refused.problem().status());
        headers.put("Authorization", "Bearer x");
        assertThrows(
                RequestRejectedException.class,
                () -> CallerFilter.securityContext(request("gateway", ADMIN), settings(none, "demo")));
    }

    /** A request is dispatched again when its body is complete; Payara then cannot tell the roles of its principal. */
    @Test
    void caller_isResolvedOncePerRequest() {
        List<String> calls = new ArrayList<>();
        CallerResolver resolver = request -> {
            calls.add("resolve");
            return Optional.of(new ResolvedCaller(new Caller("ann"), Set.of(ADMIN)));
        };
        ContainerRequestContext request = request("ann", "other");
        CallerFilter.securityContext(request, settings(resolver, null));
        assertTrue(
                CallerFilter.securityContext(request, settings(resolver, null)).isUserInRole(ADMIN));
        assertEquals(List.of("resolve"), calls);
    }

    @Test
    void oversizedToken_isRejectedWhateverTheResolver() {
        CallerResolver resolver = request -> Optional.of(new ResolvedCaller(new Caller("ann")));
        headers.put("Authorization", "Bearer " + "x".repeat(16_377));
        CallerFilter.securityContext(request("ann", ADMIN), settings(resolver, null));
        headers.put("Authorization", "Bearer " + "x".repeat(16_378));
        var refused = assertThrows(
                RequestRejectedException.class,
                () -> CallerFilter.securityContext(request("ann", ADMIN), settings(resolver, null)));
        assertEquals(401, refused.problem().status());
    }

    private static HttpSettings settings(CallerResolver resolver, @Nullable String anonymousUser) {
        return new HttpSettings(resolver, anonymousUser, 1024, null, Set.of(), ADMIN, Clock.systemUTC());
    }

    private ContainerRequestContext request(String principal, String role) {
        return RequestStub.of("GET", headers, principal, role);
    }
}
