package ee.chatkit.journal;

/**
 * An event of a turn.
 *
 * @param number from 1, without gaps; 0 for an event that is not the turn's but tells its follower why it ends
 * @param json a JSON object on one line
 */
public record TurnEvent(long number, String json) {}
