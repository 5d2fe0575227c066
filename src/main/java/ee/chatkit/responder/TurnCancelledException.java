package ee.chatkit.responder;

/** The client is gone and nobody hears the answer: stop, without cleaning up what was said. */
public final class TurnCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TurnCancelledException() {
        super("the client is gone");
    }
}
