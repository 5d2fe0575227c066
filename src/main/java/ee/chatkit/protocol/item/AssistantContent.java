package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import java.util.List;

/**
 * A part of a message of the assistant. The protocol has no other type of part.
 *
 * @param text Markdown; unpaired surrogates are replaced by U+FFFD
 * @param annotations the sources of the text
 */
public record AssistantContent(String text, List<Annotation> annotations) {
    public AssistantContent {
        text = Preconditions.replaceInvalid(text);
        annotations = List.copyOf(annotations);
    }

    /** Returns text without annotations. */
    public static AssistantContent of(String text) {
        return new AssistantContent(text, List.of());
    }
}
