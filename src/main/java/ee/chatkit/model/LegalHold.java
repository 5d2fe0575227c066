package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold: what it is on must not be deleted until it is lifted. It is on a thread, or on an opportunity with all its threads,
 * those that are added later too.
 *
 * @param id the id, unique among all holds; 1 to 255 characters out of A-Z a-z 0-9 . _ : @ -
 * @param threadId the thread; null if it is on an opportunity
 * @param opportunityId the opportunity; null if it is on a thread
 * @param reason why it was placed, for example the matter; not blank, at most {@value #MAX_REASON_LENGTH} characters
 * @param placedBy the id of the user who placed it
 * @param placedAt when it was placed, truncated to microseconds; years 1 to 9999
 */
public record LegalHold(
        String id,
        @Nullable String threadId,
        @Nullable String opportunityId,
        String reason,
        String placedBy,
        Instant placedAt) {
    /** The maximum length of {@link #reason}. */
    public static final int MAX_REASON_LENGTH = 2000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@-]{1,255}");

    /**
     * Checks the values, and replaces U+0000 and unpaired surrogates in the reason by U+FFFD.
     *
     * @throws IllegalArgumentException if a value is outside of its limits, or if there is not exactly one of thread and opportunity
     */
    public LegalHold {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("hold id must have 1 to 255 characters out of A-Z a-z 0-9 . _ : @ -");
        }
        if ((threadId == null) == (opportunityId == null)) {
            throw new IllegalArgumentException("a hold must be on either a thread or an opportunity");
        }
        if (threadId != null) {
            Identifiers.requireId("thread id", threadId);
        }
        if (opportunityId != null) {
            Identifiers.requireId("opportunity id", opportunityId);
        }
        if (reason.isBlank() || reason.length() > MAX_REASON_LENGTH) {
            throw new IllegalArgumentException("reason must have 1 to " + MAX_REASON_LENGTH + " characters");
        }
        reason = JsonText.storableText(reason);
        Identifiers.requireId("user id", placedBy);
        placedAt = Timestamps.truncateToMicros(placedAt);
    }
}
