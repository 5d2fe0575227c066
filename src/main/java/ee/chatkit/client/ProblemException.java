package ee.chatkit.client;

/** The server answered with a status of 400 or above. The message has status, title and detail. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDetail problemDetail;

    /**
     * Creates the exception.
     *
     * @param problemDetail the problem; not null
     */
    public ProblemException(ProblemDetail problemDetail) {
        super(problemDetail.status() + " " + problemDetail.title()
                + (problemDetail.detail() == null ? "" : ": " + problemDetail.detail()));
        this.problemDetail = problemDetail;
    }

    /**
     * Returns the problem.
     *
     * @return the problem; not null, but not kept by serialization
     */
    public ProblemDetail problem() {
        return problemDetail;
    }
}
