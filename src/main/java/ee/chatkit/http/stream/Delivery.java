package ee.chatkit.http.stream;

/**
 * How the events of a turn are sent.
 *
 * @param numbered whether each event has its number as {@code id}
 * @param continues whether the turn goes on when its client is disconnected
 */
public record Delivery(boolean numbered, boolean continues) {}
