package ee.chatkit.http;

import ee.chatkit.model.Caller;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP is given from outside.
 *
 * @param callers says who calls
 * @param anonymousUser for whom calls of nobody act; null when they are refused
 * @param maxBodyBytes the longest request body that is read, in bytes
 * @param publicUrl the address of the API where clients cannot use the one that their requests come in by, absolute and
 *     with a slash at its end; null when they can
 * @param clock says when something was created
 */
public record HttpSettings(
        CallerResolver callers,
        @Nullable String anonymousUser,
        int maxBodyBytes,
        @Nullable URI publicUrl,
        Clock clock) {
    public HttpSettings {
        if (anonymousUser != null) {
            new Caller(anonymousUser);
        }
        if (maxBodyBytes < 1 || maxBodyBytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the maximum of body bytes must be 1 to " + (Integer.MAX_VALUE - 1));
        }
    }
}
