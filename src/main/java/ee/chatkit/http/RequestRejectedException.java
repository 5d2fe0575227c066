package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;

/** This room itself says no. */
final class RequestRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDocument problemDocument;

    RequestRejectedException(ProblemType kind, String detail) {
        super(detail);
        this.problemDocument = kind.problem(detail);
    }

    /** One field is at fault. */
    RequestRejectedException(ProblemType kind, String detail, String field) {
        super(detail);
        this.problemDocument = kind.problem(detail, field);
    }

    /** More is at fault than a field. */
    RequestRejectedException(ProblemDocument problemDocument) {
        super(problemDocument.detail());
        this.problemDocument = problemDocument;
    }

    ProblemDocument problem() {
        return problemDocument;
    }
}
