package ee.chatkit.store;

import ee.chatkit.model.Caller;
import ee.chatkit.model.TurnState;
import java.util.List;

/**
 * What has happened in a turn since the last {@linkplain TurnJournal#write write}.
 *
 * @param turnId the turn
 * @param threadId its thread
 * @param caller its owner
 * @param begins whether the turn is new to the journal; a turn that is written already stays as it is
 * @param firstNumber the number of the first event
 * @param events consecutive events, each a JSON object on one line; may be empty
 * @param state {@link TurnState#RUNNING}, or how the turn has ended after these events
 */
public record TurnChange(
        String turnId,
        String threadId,
        Caller caller,
        boolean begins,
        long firstNumber,
        List<String> events,
        TurnState state) {
    /** @throws IllegalArgumentException if a number is less than 1, or an event has a line break or U+0000 */
    public TurnChange {
        events = List.copyOf(events);
        if (firstNumber < 1) {
            throw new IllegalArgumentException("numbers begin at 1");
        }
        for (String event : events) {
            if (event.indexOf('\n') >= 0 || event.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("an event is one line without U+0000");
            }
        }
    }
}
