package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import java.util.List;

/**
 * A part of what the assistant said: text in Markdown with its sources. The wire knows no other kind.
 *
 * @param text half a surrogate pair in it becomes U+FFFD
 */
public record AssistantContent(String text, List<Annotation> annotations) {
    public AssistantContent {
        text = Preconditions.replaceInvalid(text);
        annotations = List.copyOf(annotations);
    }

    /** Text without annotations. */
    public static AssistantContent of(String text) {
        return new AssistantContent(text, List.of());
    }
}
