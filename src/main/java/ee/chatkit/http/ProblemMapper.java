package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Answers every failure with a problem document. Of what nobody expected it tells an incident's id and nothing else. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final int RETRY_AFTER_SECONDS = 5;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException refusal) {
            return ofJaxRs(refusal);
        }
        return Problems.of(failure).map(ProblemMapper::response).orElseGet(() -> incident(failure));
    }

    private static Response ofJaxRs(WebApplicationException refusal) {
        Response given = refusal.getResponse();
        if (given.getStatus() < 400) {
            return given;
        }
        if (given.getStatus() == 500) {
            return incident(refusal);
        }
        ProblemDocument problemDocument =
                Problems.ofStatus(given.getStatus(), given.getStatusInfo().getReasonPhrase());
        return Response.fromResponse(given)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Responses.bytes(problemDocument.toJson()))
                .type(ProblemDocument.MEDIA_TYPE)
                .build();
    }

    private static Response response(ProblemDocument problemDocument) {
        var response = Response.status(problemDocument.status())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Responses.bytes(problemDocument.toJson()))
                .type(ProblemDocument.MEDIA_TYPE);
        switch (problemDocument.status()) {
            case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            case 503 -> response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            default -> {}
        }
        return response.build();
    }

    private static Response incident(Throwable failure) {
        return response(ProblemType.INTERNAL.incident(noted(failure)));
    }

    /** Writes what nobody expected to the log; returns the id that a caller may be told. */
    static String noted(Throwable failure) {
        String incident = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "Internal server error, incident " + incident, failure);
        return incident;
    }
}
