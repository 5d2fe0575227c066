package ee.chatkit.http.resource;

import ee.chatkit.http.Problems;
import ee.chatkit.http.RateLimitHeaders;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.limits.LimitExceededException;
import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.servlet.ProblemResponse;
import ee.chatkit.servlet.RequestId;
import ee.chatkit.servlet.RequestTelemetry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps exceptions to problem documents (RFC 9457). For an unexpected exception the client receives an incident id only.
 */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private final AcceptedTypes acceptedTypes = new AcceptedTypes(ChatKitApplication.CLASSES);

    @Context
    private @Nullable HttpServletRequest request;

    @Context
    private @Nullable UriInfo uri;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException rejection) {
            return ofJaxRs(rejection);
        }
        if (failure instanceof RequestRejectedException rejection) {
            Response response = response(rejection.problem());
            rejection.headers().forEach((name, value) -> response.getHeaders().putSingle(name, value));
            return response;
        }
        if (failure instanceof LimitExceededException rejection) {
            Response response = Problems.of(rejection).map(this::response).orElseThrow();
            RateLimitHeaders.of(rejection)
                    .forEach((name, value) -> response.getHeaders().putSingle(name, value));
            return response;
        }
        return Problems.of(failure).map(this::response).orElseGet(() -> incident(failure));
    }

    private Response ofJaxRs(WebApplicationException failure) {
        Response given = failure.getResponse();
        if (given.getStatus() < 400) {
            return given;
        }
        if (given.getStatus() == 500) {
            return incident(failure);
        }
        if (given.getStatus() == 415 && request != null && uri != null) {
            String method = request.getMethod();
            List<String> types = acceptedTypes.of(method, uri.getPath(false));
            if (!types.isEmpty()) {
                return toResponse(RequestRejectedException.unsupportedType(method, types));
            }
        }
        ProblemDocument problem =
                Problems.ofStatus(given.getStatus(), given.getStatusInfo().getReasonPhrase());
        return complete(Response.fromResponse(given), problem);
    }

    private Response response(ProblemDocument problem) {
        var response = Response.status(problem.status());
        ProblemResponse.headers(problem.status()).forEach(response::header);
        return complete(response, problem);
    }

    private Response complete(ResponseBuilder response, ProblemDocument problem) {
        if (request != null) {
            RequestTelemetry.of(request).problem(problem);
        }
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Responses.bytes(problem.withRequestId(requestId()).toJson()))
                .type(ProblemDocument.MEDIA_TYPE)
                .build();
    }

    private Response incident(Throwable failure) {
        return response(ProblemType.INTERNAL.incident(Problems.logIncident(failure)));
    }

    private @Nullable String requestId() {
        return request == null || !(request.getAttribute(RequestId.ATTRIBUTE) instanceof String id) ? null : id;
    }
}
