package ee.chatkit.transfer;

/** A line cannot be read, and neither can the lines after it. */
final class UnreadableExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;

    UnreadableExportException(long line, String problem) {
        super(problem);
        this.line = line;
    }

    FileProblem problem() {
        return new FileProblem(line, String.valueOf(getMessage()));
    }
}
