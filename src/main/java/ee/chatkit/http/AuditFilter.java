package ee.chatkit.http;

import ee.chatkit.governance.AuditTrail;
import ee.chatkit.model.AuditAction;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.Caller;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records requests that the API rejects with 401 or 403 in the audit log. It sees the final status, after {@link
 * UnmatchedRequestFilter}. Of the path it records the first segment only, if that can be the name of a resource: anyone may send any
 * text there.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION - 1) // response filters run in descending order, so this one is the last
@SuppressWarnings("NullAway.Init")
public final class AuditFilter implements ContainerResponseFilter {
    private static final Pattern RESOURCE = Pattern.compile("/?([a-z][a-z-]{0,31})(/.*)?");

    @Inject
    private AuditTrail auditTrail;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        if (status == 401 || status == 403) {
            auditTrail.rejectRequest(entry(
                    status == 401 ? AuditAction.SIGN_IN : AuditAction.ACCESS,
                    CallerFilter.resolvedCaller(request).orElse(null),
                    servletRequest.getRemoteAddr(),
                    request.getMethod(),
                    request.getUriInfo().getPath()));
        }
    }

    static AuditEntry entry(
            String action, @Nullable Caller caller, @Nullable String address, String method, String path) {
        String origin = caller == null ? null : caller.origin();
        var resource = RESOURCE.matcher(path);
        return new AuditEntry(
                        caller == null ? null : caller.userId(),
                        origin != null ? origin : address == null ? "unknown" : address,
                        action,
                        "request",
                        null,
                        AuditOutcome.REFUSED,
                        Map.of())
                .with("method", method)
                .with("resource", resource.matches() ? resource.group(1) : "other");
    }
}
