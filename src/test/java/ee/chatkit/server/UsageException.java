package ee.chatkit.server;

/** Something that only the person who started this can put right; the message says how, in one line. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
