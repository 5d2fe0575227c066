package ee.chatkit.store;

import ee.chatkit.model.TurnRecord;
import java.util.List;

/**
 * Events of a turn.
 *
 * @param turn the turn at the time of the read
 * @param firstNumber the number of the first event
 * @param events consecutive events, each a JSON object on one line; empty if there are none yet
 * @param hasMore whether there are more events already
 */
public record TurnEventPage(TurnRecord turn, long firstNumber, List<String> events, boolean hasMore) {
    public TurnEventPage {
        events = List.copyOf(events);
    }
}
