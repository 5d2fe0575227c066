package ee.chatkit.client;

/** The server refused. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDetail problemDetail;

    public ProblemException(ProblemDetail problemDetail) {
        super(problemDetail.status() + " " + problemDetail.title()
                + (problemDetail.detail() == null ? "" : ": " + problemDetail.detail()));
        this.problemDetail = problemDetail;
    }

    public ProblemDetail problem() {
        return problemDetail;
    }
}
