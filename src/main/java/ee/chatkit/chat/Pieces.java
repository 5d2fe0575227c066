package ee.chatkit.chat;

import ee.chatkit.protocol.Checks;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadItemUpdate.WidgetTextDelta;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Text that comes in pieces, which may be cut between the halves of a surrogate pair: the first half waits for the other.
 * Not safe for use by many threads.
 */
final class Pieces {
    private final Map<Place, Character> halves = new HashMap<>();

    /** Where a text stands: in a part of a message, or in a component of a widget. */
    private record Place(String itemId, Object part) {}

    /** The update as it can be stored and sent; nothing when all of it waits. */
    Optional<ThreadItemUpdate> whole(String itemId, ThreadItemUpdate update) {
        return switch (update) {
            case TextDelta(int index, String delta) -> {
                String text = joined(new Place(itemId, index), delta, false);
                yield delta.isEmpty() || !text.isEmpty() ? Optional.of(new TextDelta(index, text)) : Optional.empty();
            }
            case WidgetTextDelta(String component, String delta, boolean done) -> {
                String text = joined(new Place(itemId, component), delta, done);
                yield delta.isEmpty() || !text.isEmpty()
                        ? Optional.of(new WidgetTextDelta(component, text, done))
                        : Optional.empty();
            }
            case ThreadItemUpdate.ContentPartDone done -> {
                halves.remove(new Place(itemId, done.contentIndex()));
                yield Optional.of(update);
            }
            default -> Optional.of(update);
        };
    }

    /** What is done says all of its text once more. */
    void forget(String itemId) {
        halves.keySet().removeIf(place -> place.itemId().equals(itemId));
    }

    private String joined(Place place, String delta, boolean last) {
        Character half = halves.isEmpty() ? null : halves.remove(place);
        String text = half == null ? delta : half + delta;
        int end = text.length() - 1;
        if (!last && end >= 0 && Character.isHighSurrogate(text.charAt(end))) {
            halves.put(place, text.charAt(end));
            text = text.substring(0, end);
        }
        return Checks.mended(text);
    }
}
