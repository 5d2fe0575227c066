package ee.chatkit.http;

import ee.chatkit.chat.OpportunityScope;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request: who calls, for which page, under which conditions. JAX-RS fills it for each resource method. */
@SuppressWarnings("NullAway.Init")
public final class RequestParameters {
    /** Reading it takes time that grows with the square of its length. */
    private static final int LONGEST_LANGUAGES = 1000;

    @Context
    private SecurityContext security;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /** For JAX-RS. */
    public RequestParameters() {}

    /** Whom this acts for; {@link CallerFilter} has made sure that there is somebody. */
    Caller caller() {
        Principal principal = security.getUserPrincipal();
        if (principal == null) {
            throw new IllegalStateException("a call without a caller came through");
        }
        return new Caller(principal.getName());
    }

    /** Whether the server says that the caller has this role. */
    boolean isInRole(String role) {
        return security.isUserInRole(role);
    }

    PageRequest page() {
        return PageQueryParameters.of(uri.getQueryParameters());
    }

    /**
     * Refuses a misspelled parameter where leaving it out would do something else than what was meant.
     *
     * @throws InvalidInputException when there is another than these
     */
    void requireKnownParameters(Set<String> known) {
        for (String name : uri.getQueryParameters().keySet()) {
            if (!known.contains(name)) {
                throw InvalidInputException.unknownField(name, known);
            }
        }
    }

    /** Who asks for what, from where. */
    RequestContext access(OpportunityScope opportunityScope, RawJson metadata, HttpSettings settings) {
        return new RequestContext(
                caller(),
                opportunityScope,
                base(settings),
                locale(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)),
                metadata);
    }

    /** The language that is liked best. One that cannot be read, or a list that no client sends, counts as none. */
    static Locale locale(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_LANGUAGES) {
            return Locale.ROOT;
        }
        try {
            return Locale.LanguageRange.parse(acceptLanguage).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .findFirst()
                    .orElse(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Locale.ROOT;
        }
    }

    /** The address of the API as the client sees it. */
    private URI base(HttpSettings settings) {
        URI configured = settings.publicUrl();
        return configured == null ? uri.getBaseUri() : configured;
    }

    /** The absolute address of something under these path segments. */
    URI location(String collection, String id) {
        return uri.getBaseUriBuilder().path(collection).path("{id}").build(id);
    }

    URI below(String id) {
        return uri.getAbsolutePathBuilder().path("{id}").build(id);
    }

    @Nullable
    String ifNoneMatch() {
        return headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
    }

    /**
     * Makes sure that what is about to change is what the client has seen, where it asks for that.
     *
     * @param representation as a read would show it now
     */
    void requireMatch(Supplier<String> representation) {
        String ifMatch = headers.getHeaderString(HttpHeaders.IF_MATCH);
        if (ifMatch != null && !EntityTags.passes(ifMatch, EntityTags.of(representation.get()))) {
            throw new RequestRejectedException(
                    ProblemType.PRECONDITION_FAILED, "The ETag does not match: read the resource again");
        }
    }

    /** Reads a body, but not more than this many bytes. */
    byte[] body(InputStream in, HttpSettings settings) {
        int max = settings.maxBodyBytes();
        if (declaredLength(headers) > max) {
            throw tooLarge(max);
        }
        byte[] body;
        try {
            body = in.readNBytes(max + 1);
        } catch (IOException e) {
            throw new InvalidInputException("The request body is incomplete");
        }
        if (body.length > max) {
            throw tooLarge(max);
        }
        return body;
    }

    /** A long; JAX-RS would read an int. */
    static long declaredLength(HttpHeaders headers) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    }

    /** An id out of the path. What cannot be an id cannot be found either, and no store needs to be asked. */
    static String id(ResourceType resourceType, String id) {
        if (!Ids.isValid(id)) {
            throw new NotFoundException(resourceType, id);
        }
        return id;
    }

    private static RequestRejectedException tooLarge(int max) {
        return new RequestRejectedException(ProblemType.TOO_LARGE, "The request body exceeds " + max + " bytes");
    }
}
