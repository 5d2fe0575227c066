package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.IdSeed;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.store.RequestAttempt;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
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
 * @param attempt the processing of a request that has an idempotency key; null if it has none
 */
public record RequestContext(
        Caller caller,
        @Nullable String opportunityId,
        URI base,
        Locale locale,
        RawJson metadata,
        @Nullable RequestAttempt attempt) {
    /** @throws IllegalArgumentException if {@code metadata} is not a JSON object */
    public RequestContext {
        metadata.requireObject("metadata");
    }

    /**
     * The context of a request without an idempotency key.
     *
     * @throws IllegalArgumentException if {@code metadata} is not a JSON object
     */
    public RequestContext(Caller caller, @Nullable String opportunityId, URI base, Locale locale, RawJson metadata) {
        this(caller, opportunityId, base, locale, metadata, null);
    }

    /**
     * Returns the id of a record that the request creates. It is the same in each attempt of a request with an idempotency
     * key, so a request can create one record of a prefix.
     *
     * @param prefix the prefix of the id
     * @param generator generates an id without a key
     */
    public String newId(String prefix, Supplier<String> generator) {
        return attempt == null ? generator.get() : new IdSeed(attempt.seed()).id(prefix);
    }

    /** Whether an earlier attempt of the request may have stored something. */
    public boolean isRepeated() {
        return attempt != null && attempt.repeated();
    }
}
