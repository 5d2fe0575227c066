package ee.chatkit.servlet;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Problem documents as responses of the servlet layer. */
public final class ProblemResponse {
    private static final Map<Integer, Map<String, String>> HEADERS =
            Map.of(401, Map.of("WWW-Authenticate", "Bearer"), 503, Map.of("Retry-After", "5"));

    private ProblemResponse() {}

    /** The problem of a status that the server or JAX-RS answers with; an unknown method is 405 rather than 501. */
    static ProblemDocument ofStatus(int status) {
        int known = status == HttpServletResponse.SC_NOT_IMPLEMENTED ? 405 : status;
        String detail = switch (known) {
            case 400 -> "The request is malformed";
            case 404 -> "No resource at this path";
            case 405 -> "The resource does not support this method";
            default -> null;
        };
        return ProblemType.of(known)
                .map(type -> type.problem(detail))
                .orElseGet(() -> new ProblemDocument("about:blank", "HTTP status " + known, known, null, null, null));
    }

    /** The headers that a status requires, by name. */
    public static Map<String, String> headers(int status) {
        return HEADERS.getOrDefault(status, Map.of());
    }

    /** Writes the status, the headers and the document. */
    static void write(HttpServletRequest request, HttpServletResponse response, ProblemDocument problem)
            throws IOException {
        byte[] bytes = begin(request, response, problem);
        response.getOutputStream().write(bytes);
    }

    /** Sets the status and the headers; returns the document, which the caller writes. */
    static byte[] begin(HttpServletRequest request, HttpServletResponse response, ProblemDocument problem) {
        RequestTelemetry.of(request).problem(problem);
        byte[] bytes = problem.withRequestId(RequestId.of(request)).toJson().getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        response.setContentLength(bytes.length);
        response.setHeader("Cache-Control", "no-store");
        headers(problem.status()).forEach((name, value) -> {
            if (!response.containsHeader(name)) {
                response.setHeader(name, value);
            }
        });
        // JAX-RS names the methods of the API itself; all others are files
        if (problem.status() == 405 && !response.containsHeader("Allow")) {
            response.setHeader("Allow", "GET, HEAD, OPTIONS");
        }
        return bytes;
    }
}
