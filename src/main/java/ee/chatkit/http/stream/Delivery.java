package ee.chatkit.http.stream;

/**
 * How the events of a turn are sent.
 *
 * @param numbered whether each event has its number as {@code id}
 * @param continues whether the turn goes on when its client is disconnected
 * @param follows whether the turn runs elsewhere: nothing may happen in it for long, and when the server stops the client goes on at
 *     another node
 */
public record Delivery(boolean numbered, boolean continues, boolean follows) {
    /** The events of a turn that runs elsewhere. */
    public static final Delivery FOLLOWER = new Delivery(true, false, true);
}
