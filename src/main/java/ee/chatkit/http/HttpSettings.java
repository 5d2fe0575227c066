package ee.chatkit.http;

import ee.chatkit.model.Caller;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the HTTP layer.
 *
 * @param callerResolver determines the caller of a request
 * @param anonymousUser the user id of requests without a caller; null if they are rejected
 * @param maxBodyBytes the largest JSON request body, in bytes
 * @param publicUrl the base URL of the API as clients see it, absolute and with a trailing slash; null if it is that
 *     of the request
 * @param allowedOrigins the origins of web pages that may call the API beside those of its own address
 * @param adminRole the role that may export and import data of other users
 * @param clock the source of creation times
 */
public record HttpSettings(
        CallerResolver callerResolver,
        @Nullable String anonymousUser,
        int maxBodyBytes,
        @Nullable URI publicUrl,
        Set<WebOrigin> allowedOrigins,
        String adminRole,
        Clock clock) {
    public HttpSettings {
        allowedOrigins = Set.copyOf(allowedOrigins);
        if (anonymousUser != null) {
            new Caller(anonymousUser);
        }
        if (maxBodyBytes < 1 || maxBodyBytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("maxBodyBytes must be 1 to " + (Integer.MAX_VALUE - 1));
        }
    }

    /** The origin of {@link #publicUrl()}; null without one. */
    @Nullable
    WebOrigin publicOrigin() {
        return publicUrl == null
                ? null
                : WebOrigin.ofHost(publicUrl.getScheme(), publicUrl.getRawAuthority())
                        .orElse(null);
    }
}
