package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The source of a text.
 *
 * @param source the source
 * @param index the index of the character after which the reference is shown, 0 or more; null for the whole text
 */
public record Annotation(Source source, @Nullable Integer index) {
    public Annotation {
        Objects.requireNonNull(source);
        if (index != null) {
            Preconditions.requireIndex("index", index);
        }
    }
}
