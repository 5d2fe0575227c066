package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an attached file, without its bytes.
 *
 * @param threadId the thread it was sent in; null until it was. With that thread it is deleted
 * @param size bytes
 * @param details a JSON object as text: whatever else the wire carries (upload descriptor, preview, metadata)
 * @param createdAt microseconds
 */
public record Attachment(
        String id,
        @Nullable String threadId,
        AttachmentType type,
        String name,
        String mimeType,
        long size,
        String details,
        Instant createdAt) {

    public Attachment {
        Identifiers.requireId("attachment id", id);
        if (threadId != null) {
            Identifiers.requireId("thread id", threadId);
        }
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative");
        }
        createdAt = Timestamps.truncateToMicros(createdAt);
    }

    public Attachment withThreadId(@Nullable String newThreadId) {
        return new Attachment(id, newThreadId, type, name, mimeType, size, details, createdAt);
    }

    public Attachment withSize(long newSize) {
        return new Attachment(id, threadId, type, name, mimeType, newSize, details, createdAt);
    }

    /** This attachment with what may change after its creation as another one has it: thread and size. */
    public Attachment withMutableFieldsOf(Attachment wanted) {
        return withThreadId(wanted.threadId).withSize(wanted.size);
    }

    /**
     * This attachment as every store keeps it.
     *
     * @throws IllegalArgumentException when a part cannot be stored
     */
    public Attachment storable() {
        return new Attachment(
                id,
                threadId,
                type,
                JsonText.storableText(name),
                JsonText.storableText(mimeType),
                size,
                Identifiers.requireJsonObject("details", details),
                createdAt);
    }
}
