package ee.chatkit.chat;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadItemUpdate.WidgetTextDelta;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Joins surrogate pairs that a responder splits between two deltas.
 *
 * <p><b>Guarantee.</b> No delta that is returned begins or ends with half of a pair, so each can be stored and sent as
 * UTF-8. <b>Mechanism.</b> A high surrogate at the end of a delta is held back, per text, until the next delta of the
 * same text. A surrogate that stays without its counterpart, and U+0000, is replaced by U+FFFD; one at the very end of
 * a text is dropped, because the completed item repeats the whole text. <b>Cost.</b> One look-up per delta while any is
 * held back.
 *
 * <p>Not safe for use by multiple threads.
 */
final class SurrogateSafeDeltas {
    private final Map<TextPosition, Character> highSurrogates = new HashMap<>();

    /** A text: a part of a message by its index, or a component of a widget by its id. */
    private record TextPosition(String itemId, Object part) {}

    /** Returns the update to store and send; empty if all of its text is held back. */
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

    /** Discards what is held back for an item. */
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
