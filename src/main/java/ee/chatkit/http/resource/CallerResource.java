package ee.chatkit.http.resource;

import ee.chatkit.chat.RequestContext;
import ee.chatkit.http.CallerFilter;
import ee.chatkit.http.HttpSettings;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.http.idempotency.IdempotencyKeyHeader;
import ee.chatkit.http.idempotency.KeyedRequest;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadFilter;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.RequestAttempt;
import ee.chatkit.store.ResourceType;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Base of the resources that act for a caller: what they read from each request in the same way. It keeps nothing of a request, so
 * that one instance may serve all: JAX-RS injects what knows the request of the thread.
 */
@SuppressWarnings("NullAway.Init")
abstract class CallerResource {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    /** Parsing takes time quadratic in the length. */
    private static final int MAX_ACCEPT_LANGUAGE_LENGTH = 1000;

    @Inject
    private HttpSettings settings;

    @Context
    private Request request;

    @Context
    private SecurityContext security;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    UriInfo uri() {
        return uri;
    }

    /** The caller of this request; {@link CallerFilter} guarantees that there is one. */
    Caller caller() {
        return CallerFilter.requireCaller(security);
    }

    boolean isAdmin() {
        return security.isUserInRole(settings.adminRole());
    }

    /** @throws RequestRejectedException if the caller has not the administrator role */
    void requireAdmin() {
        if (!isAdmin()) {
            throw new RequestRejectedException(ProblemType.FORBIDDEN, "Requires the administrator role");
        }
    }

    /** Whether the request has no login, and acts for the anonymous user. */
    boolean isAnonymous() {
        return caller().userId().equals(settings.anonymousUser());
    }

    /**
     * This request with its idempotency key.
     *
     * @param body what tells the request from others of the same operation
     * @return empty if it has no key
     * @throws RequestRejectedException if the key is invalid
     */
    Optional<KeyedRequest> keyed(byte[] body) {
        return IdempotencyKeyHeader.parse(headers.getRequestHeader(IdempotencyKeyHeader.NAME))
                .map(key -> {
                    MediaType type = headers.getMediaType();
                    List<String> operation = List.of(
                            request.getMethod(),
                            uri.getPath(),
                            type == null ? "" : type.getType() + '/' + type.getSubtype());
                    return new KeyedRequest(caller(), key, KeyedRequest.fingerprint(operation, body));
                });
    }

    Instant now() {
        return settings.clock().instant();
    }

    @Nullable
    String header(String name) {
        return headers.getHeaderString(name);
    }

    /** The address of the API as the client sees it: the configured public URL if there is one, else that of the request. */
    URI base() {
        URI configured = settings.publicUrl();
        return configured == null ? uri.getBaseUri() : configured;
    }

    /** Which threads a list has. */
    ThreadFilter threadFilter() {
        return QueryParameters.threadFilter(uri.getQueryParameters());
    }

    PageRequest page() {
        return QueryParameters.page(uri.getQueryParameters());
    }

    /**
     * Rejects misspelled parameters where ignoring one would do something else than what was meant.
     *
     * @throws InvalidInputException if the query has a parameter that is not among these
     */
    void requireKnownParameters(Set<String> known) {
        for (String name : uri.getQueryParameters().keySet()) {
            if (!known.contains(name)) {
                throw InvalidInputException.unknownField(name, known);
            }
        }
    }

    /**
     * The context of an operation of the ChatKit protocol. Its links start with the configured public URL, if any.
     *
     * @param with the attempt of the request, if it has an idempotency key
     */
    RequestContext context(@Nullable String opportunityId, RawJson metadata, @Nullable RequestAttempt with) {
        return new RequestContext(
                caller(), opportunityId, base(), locale(header(HttpHeaders.ACCEPT_LANGUAGE)), metadata, with);
    }

    /** The preferred language; {@link Locale#ROOT} if the header is absent, malformed or too long. */
    static Locale locale(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_ACCEPT_LANGUAGE_LENGTH) {
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

    /** Reads a request body of at most {@link HttpSettings#maxBodyBytes()}. */
    byte[] body(InputStream in) {
        int max = settings.maxBodyBytes();
        if (contentLength(headers) > max) {
            throw tooLarge(max);
        }
        byte[] body;
        try {
            body = ContentEncodings.decode(header(HttpHeaders.CONTENT_ENCODING), in)
                    .readNBytes(max + 1);
        } catch (EOFException | ZipException e) {
            throw new InvalidInputException("The compression of the request body is damaged");
        } catch (IOException e) {
            throw new InvalidInputException("The request body is incomplete");
        }
        if (body.length > max) {
            throw tooLarge(max);
        }
        return body;
    }

    /** The declared length of the body; -1 if there is none. JAX-RS itself limits it to an {@code int}. */
    static long contentLength(HttpHeaders headers) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length != null && LENGTH.matcher(length).matches() ? Long.parseLong(length) : -1;
    }

    /** An id from the path. A malformed one is not found, without a query of the store. */
    static String id(ResourceType type, String id) {
        if (!Ids.isValid(id)) {
            throw new NotFoundException(type, id);
        }
        return id;
    }

    private static RequestRejectedException tooLarge(int max) {
        return new RequestRejectedException(ProblemType.TOO_LARGE, "The request body exceeds " + max + " bytes");
    }
}
