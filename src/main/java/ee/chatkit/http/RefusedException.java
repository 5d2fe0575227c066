package ee.chatkit.http;

import ee.chatkit.protocol.json.Problem;

/** This room itself says no. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(ProblemKind kind, String detail) {
        super(detail);
        this.problem = kind.problem(detail);
    }

    /** One field is at fault. */
    RefusedException(ProblemKind kind, String detail, String field) {
        super(detail);
        this.problem = kind.problem(detail, field);
    }

    /** More is at fault than a field. */
    RefusedException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
