package ee.chatkit.http;

import ee.chatkit.model.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What can be set for HTTP.
 *
 * @param anonymousUser for whom calls without a principal act; null when they are refused
 * @param maxBodyBytes the longest request body that is read, in bytes
 */
public record HttpSettings(@Nullable String anonymousUser, int maxBodyBytes) {
    public static final int DEFAULT_MAX_BODY_BYTES = 8 * 1024 * 1024;

    public HttpSettings {
        if (anonymousUser != null) {
            new Caller(anonymousUser);
        }
        if (maxBodyBytes < 1 || maxBodyBytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the maximum of body bytes must be 1 to " + (Integer.MAX_VALUE - 1));
        }
    }
}
