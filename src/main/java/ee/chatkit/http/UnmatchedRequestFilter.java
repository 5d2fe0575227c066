package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.servlet.ProblemResponse;
import ee.chatkit.servlet.RequestId;
import ee.chatkit.servlet.RequestTelemetry;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Requires a caller also for what no resource method matches: unknown paths, methods and media types, and {@code OPTIONS}.
 * Without one, the response is that of a resource that requires authentication, so it does not tell which paths exist.
 */
@Provider
@Dependent
@SuppressWarnings("NullAway.Init")
public final class UnmatchedRequestFilter implements ContainerResponseFilter {
    /** The request property that is present when the request has a caller, or needs none. */
    static final String AUTHORIZED = "ee.chatkit.authorized";

    private static final Set<Integer> UNMATCHED = Set.of(404, 405, 406, 415);

    /** Headers that tell that a path exists. */
    private static final List<String> TELLING =
            List.of(HttpHeaders.ALLOW, HttpHeaders.ACCEPT, "Accept-Post", "Accept-Patch");

    @Inject
    private HttpSettings settings;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(AUTHORIZED) != null || !isUnmatched(request, response)) {
            return;
        }
        try {
            CallerFilter.securityContext(request, settings);
        } catch (RuntimeException e) { // any, of an application's resolver; what a response filter throws is not mapped
            String id = String.valueOf(request.getProperty(RequestId.ATTRIBUTE));
            ProblemDocument problem = problem(e).withRequestId(id);
            RequestTelemetry.of(request.getProperty(RequestTelemetry.ATTRIBUTE)).problem(problem);
            TELLING.forEach(response.getHeaders()::remove);
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
            ProblemResponse.headers(problem.status()).forEach(response.getHeaders()::putSingle);
            response.setStatus(problem.status());
            response.setEntity(
                    problem.toJson().getBytes(StandardCharsets.UTF_8),
                    new Annotation[0],
                    MediaType.valueOf(ProblemDocument.MEDIA_TYPE));
        }
    }

    static ProblemDocument problem(RuntimeException failure) {
        if (failure instanceof WebApplicationException rejection
                && rejection.getResponse().getStatus() != 500) {
            Response.StatusType status = rejection.getResponse().getStatusInfo();
            return Problems.ofStatus(status.getStatusCode(), status.getReasonPhrase());
        }
        return Problems.of(failure).orElseGet(() -> ProblemType.INTERNAL.incident(Problems.logIncident(failure)));
    }

    /** The answer to a preflight request of CORS, which browsers send without credentials, is not affected. */
    private static boolean isUnmatched(ContainerRequestContext request, ContainerResponseContext response) {
        return UNMATCHED.contains(response.getStatus())
                || (request.getMethod().equals(HttpMethod.OPTIONS)
                        && !response.getHeaders().containsKey("Access-Control-Allow-Methods"));
    }
}
