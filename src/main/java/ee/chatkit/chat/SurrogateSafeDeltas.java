package ee.chatkit.chat;

import ee.chatkit.protocol.Preconditions;
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
final class SurrogateSafeDeltas {
    private final Map<TextPosition, Character> highSurrogates = new HashMap<>();

    /** Where a text stands: in a part of a message, or in a component of a widget. */
    private record TextPosition(String itemId, Object part) {}

    /** The update as it can be stored and sent; nothing when all of it waits. */
    Optional<ThreadItemUpdate> joinSurrogates(String itemId, ThreadItemUpdate update) {
        return switch (update) {
            case TextDelta(int index, String delta) -> {
                String text = joinDelta(new TextPosition(itemId, index), delta, false);
                yield delta.isEmpty() || !text.isEmpty() ? Optional.of(new TextDelta(index, text)) : Optional.empty();
            }
            case WidgetTextDelta(String component, String delta, boolean done) -> {
                String text = joinDelta(new TextPosition(itemId, component), delta, done);
                yield delta.isEmpty() || !text.isEmpty()
                        ? Optional.of(new WidgetTextDelta(component, text, done))
                        : Optional.empty();
            }
            case ThreadItemUpdate.ContentPartDone done -> {
                highSurrogates.remove(new TextPosition(itemId, done.contentIndex()));
                yield Optional.of(update);
            }
            default -> Optional.of(update);
        };
    }

    /** What is done says all of its text once more. */
    void discard(String itemId) {
        highSurrogates.keySet().removeIf(textPosition -> textPosition.itemId().equals(itemId));
    }

    private String joinDelta(TextPosition textPosition, String delta, boolean last) {
        Character half = highSurrogates.isEmpty() ? null : highSurrogates.remove(textPosition);
        String text = half == null ? delta : half + delta;
        int end = text.length() - 1;
        if (!last && end >= 0 && Character.isHighSurrogate(text.charAt(end))) {
            highSurrogates.put(textPosition, text.charAt(end));
            text = text.substring(0, end);
        }
        return Preconditions.replaceInvalid(text);
    }
}
