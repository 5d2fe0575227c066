package ee.chatkit.journal;

/**
 * A numbered event of a turn.
 *
 * @param number from 1, without gaps
 * @param json a JSON object on one line
 */
public record TurnEvent(long number, String json) {}
