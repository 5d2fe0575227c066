package ee.chatkit.store;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a request, kept with its idempotency key.
 *
 * @param status the status, 200 to 599
 * @param location the URI of a created resource; null if there is none
 * @param body text without U+0000: the document, or a description from which the answer can be produced again
 * @param contentDigest a digest of a part of the request that is not in its fingerprint; null if there is none
 */
public record RecordedAnswer(
        int status,
        @Nullable String location,
        String body,
        @Nullable String contentDigest) {
    public RecordedAnswer {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be 200 to 599");
        }
        if (body.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("body must not contain U+0000");
        }
    }

    /** An answer without a location and a digest. */
    public static RecordedAnswer of(int status, String body) {
        return new RecordedAnswer(status, null, body, null);
    }
}
