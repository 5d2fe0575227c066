package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;

/** The HTTP layer rejects the request. */
final class RequestRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDocument problem;

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

    ProblemDocument problem() {
        return problem;
    }
}
