package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of text comes from.
 *
 * @param index behind which character of the text the mark stands; null when it belongs to the whole
 */
public record Annotation(Source source, @Nullable Integer index) {
    public Annotation {
        Objects.requireNonNull(source);
        if (index != null) {
            Preconditions.requireIndex("index", index);
        }
    }
}
