package ee.chatkit.responder;

/** Thrown to a responder whose client is disconnected. Let it pass: the engine stores the text sent so far. */
public final class TurnCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TurnCancelledException() {
        super("The client is disconnected");
    }
}
