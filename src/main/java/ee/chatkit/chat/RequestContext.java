package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.protocol.RawJson;
import java.net.URI;
import java.util.Locale;

/**
 * Who asks, for what, where from, and what goes with each of their requests.
 *
 * @param caller for whom everything is done
 * @param scope what is in reach
 * @param base the address of the API as the client sees it, absolute and with a slash at its end: links begin with it
 * @param locale the client's language, for what is said to its user; {@link Locale#ROOT} when it did not tell
 * @param metadata a JSON object that the client sent with the request
 */
public record RequestContext(Caller caller, OpportunityScope scope, URI base, Locale locale, RawJson metadata) {
    public RequestContext {
        metadata.requireObject("metadata");
    }
}
