package ee.chatkit.http;

import ee.chatkit.model.Caller;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the HTTP layer.
 *
 * @param callerResolver determines the caller of a request
 * @param anonymousUser the user id of requests without a caller; null if they are rejected
 * @param maxBodyBytes the largest JSON request body, in bytes
 * @param publicUrl the base URL of the API as clients see it, absolute and with a trailing slash; null if it is that
 *     of the request
 * @param adminRole the role that may export and import data of other users
 * @param clock the source of creation times
 */
public record HttpSettings(
        CallerResolver callerResolver,
        @Nullable String anonymousUser,
        int maxBodyBytes,
        @Nullable URI publicUrl,
        String adminRole,
        Clock clock) {
    public HttpSettings {
        if (anonymousUser != null) {
            new Caller(anonymousUser);
        }
        if (maxBodyBytes < 1 || maxBodyBytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("maxBodyBytes must be 1 to " + (Integer.MAX_VALUE - 1));
        }
    }
}
