package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.protocol.RawJson;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The context of a request, in addition to the request itself.
 *
 * @param caller on whose behalf everything is done
 * @param opportunityId restricts the request to the threads of one opportunity, and assigns new threads to it; null
 *     gives access to all of the caller's threads, and assigns new threads to the caller's active opportunity, if any
 * @param base the address of the API as the client sees it, absolute and with a trailing slash: links start with it
 * @param locale the client's preferred language; {@link Locale#ROOT} if unknown
 * @param metadata a JSON object that the client sent with the request
 */
public record RequestContext(Caller caller, @Nullable String opportunityId, URI base, Locale locale, RawJson metadata) {
    /** @throws IllegalArgumentException if {@code metadata} is not a JSON object */
    public RequestContext {
        metadata.requireObject("metadata");
    }
}
