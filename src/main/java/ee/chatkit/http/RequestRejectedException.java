package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import java.util.HashMap;
import java.util.Map;

/** The HTTP layer rejects the request. */
final class RequestRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDocument problem;
    private final transient Map<String, String> headers = new HashMap<>();

    RequestRejectedException(ProblemType type, String detail) {
        super(detail);
        this.problem = type.problem(detail);
    }

    /** With the member or parameter at fault. */
    RequestRejectedException(ProblemType type, String detail, String field) {
        super(detail);
        this.problem = type.problem(detail, field);
    }

    /** With a complete problem document. */
    RequestRejectedException(ProblemDocument problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** Adds a response header. */
    RequestRejectedException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Map<String, String> headers() {
        return headers;
    }

    ProblemDocument problem() {
        return problem;
    }
}
