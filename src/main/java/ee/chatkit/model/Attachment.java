package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attached file, without its contents.
 *
 * @param id the id, unique among all attachments; 1 to {@value Identifiers#MAX_LENGTH} characters
 * @param threadId the id of the thread in which the attachment was sent, with which it is deleted; null until it is sent
 * @param type how clients present the attachment
 * @param name the file name, of any length
 * @param mimeType the media type, of any length
 * @param size the size in bytes, 0 or more
 * @param details a JSON object as text with data that is never sent to clients; checked by {@link #storable}
 * @param createdAt the creation time, truncated to microseconds; years 1 to 9999
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
    /** The member of the details with the secret that signs the links to the attachment. */
    public static final String LINK_KEY = "link_key";

    /**
     * Checks the ids, the size and the time.
     *
     * @throws IllegalArgumentException if one of them is outside of its limits
     */
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

    /** Returns a copy with this thread; null for none. */
    public Attachment withThreadId(@Nullable String newThreadId) {
        return new Attachment(id, newThreadId, type, name, mimeType, size, details, createdAt);
    }

    /** Returns a copy with this size in bytes. */
    public Attachment withSize(long newSize) {
        return new Attachment(id, threadId, type, name, mimeType, newSize, details, createdAt);
    }

    /** Returns a copy with these details, a JSON object as text. */
    public Attachment withDetails(String newDetails) {
        return new Attachment(id, threadId, type, name, mimeType, size, newDetails, createdAt);
    }

    /**
     * Returns whether this is the same attachment as another one, regardless of {@link #LINK_KEY}. Details are compared as text,
     * member by member.
     *
     * @param other the other attachment
     * @return whether all other values are equal
     */
    public boolean isSameExceptKey(Attachment other) {
        return withDetails("{}").equals(other.withDetails("{}"))
                && detailsExceptKey().equals(other.detailsExceptKey());
    }

    private Map<String, String> detailsExceptKey() {
        Map<String, String> members = JsonText.members(details, Integer.MAX_VALUE);
        members.remove(LINK_KEY);
        return members;
    }

    /**
     * Returns a copy with the mutable fields of another attachment, which are the thread and the size.
     *
     * @param wanted the attachment with the new values
     * @return the copy
     */
    public Attachment withMutableFieldsOf(Attachment wanted) {
        return withThreadId(wanted.threadId).withSize(wanted.size);
    }

    /**
     * Returns this attachment in the form in which each store keeps it; see {@link JsonText}.
     *
     * @return the attachment, with U+0000 and unpaired surrogates replaced by U+FFFD and the details on one line
     * @throws IllegalArgumentException if the details are not an acceptable JSON object
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
