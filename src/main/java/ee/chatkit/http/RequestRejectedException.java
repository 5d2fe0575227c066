package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The HTTP layer rejects the request. */
public final class RequestRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDocument problem;
    private final transient Map<String, String> headers = new HashMap<>();

    /** With a problem of this type. */
    public RequestRejectedException(ProblemType type, String detail) {
        super(detail);
        this.problem = type.problem(detail);
    }

    /** With the member or parameter at fault. */
    public RequestRejectedException(ProblemType type, String detail, String field) {
        super(detail);
        this.problem = type.problem(detail, field);
    }

    /** With a complete problem document. */
    public RequestRejectedException(ProblemDocument problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /**
     * The body has another media type than the method accepts. The response has the header that names the types:
     * {@code Accept-Post}, {@code Accept-Patch} (RFC 5789), or for other methods {@code Accept} (RFC 9110).
     */
    public static RequestRejectedException unsupportedType(String method, List<String> types) {
        String header = switch (method) {
            case HttpMethod.POST -> "Accept-Post";
            case HttpMethod.PATCH -> "Accept-Patch";
            default -> HttpHeaders.ACCEPT;
        };
        return new RequestRejectedException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be " + String.join(" or ", types))
                .withHeader(header, String.join(", ", types));
    }

    /** Adds a response header. */
    public RequestRejectedException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The response headers that were added. */
    public Map<String, String> headers() {
        return headers;
    }

    /** What the client is told. */
    public ProblemDocument problem() {
        return problem;
    }
}
