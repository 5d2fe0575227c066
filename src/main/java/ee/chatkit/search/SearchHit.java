package ee.chatkit.search;

import ee.chatkit.model.ChatThread;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found.
 *
 * @param thread the thread
 * @param item the item; null if the title of the thread was found
 * @param snippet what is shown of the text
 * @param relevance more than 0, at most 1
 */
public record SearchHit(ChatThread thread, @Nullable FoundItem item, Snippet snippet, double relevance) {
    /** An item that was found, without its content. */
    public record FoundItem(String id, String type, Instant createdAt) {}
}
