package ee.chatkit.http.resource;

import ee.chatkit.chat.RequestContext;
import ee.chatkit.http.CallerFilter;
import ee.chatkit.http.HttpSettings;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.http.idempotency.IdempotencyKeyHeader;
import ee.chatkit.http.idempotency.IdempotentRequests;
import ee.chatkit.http.idempotency.IdempotentRequests.Admission;
import ee.chatkit.http.idempotency.KeyedRequest;
import ee.chatkit.model.Caller;
import ee.chatkit.model.IdSeed;
import ee.chatkit.model.Ids;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.RequestAttempt;
import ee.chatkit.store.ResourceType;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Base of the resources that act for a caller: what they read from each request in the same way. One instance a
 * request.
 */
@SuppressWarnings("NullAway.Init")
abstract class RestResource {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    static final String MERGE_PATCH = "application/merge-patch+json";

    /** Parsing takes time quadratic in the length. */
    private static final int MAX_ACCEPT_LANGUAGE_LENGTH = 1000;

    @Inject
    private HttpSettings settings;

    @Inject
    private IdempotentRequests idempotentRequests;

    @Context
    private Request request;

    /** The attempt of this request, if it has an idempotency key. */
    private @Nullable RequestAttempt attempt;

    @Context
    private SecurityContext security;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    /** The caller of this request; {@link CallerFilter} guarantees that there is one. */
    final Caller caller() {
        return CallerFilter.requireCaller(security);
    }

    final boolean isAdmin() {
        return security.isUserInRole(settings.adminRole());
    }

    /** Whether the caller may choose ids that others can guess: only the anonymous user, whose data everybody has. */
    final boolean allowsGuessableIds() {
        return isAnonymous();
    }

    /** Whether the request has no login, and acts for the anonymous user. */
    final boolean isAnonymous() {
        return caller().userId().equals(settings.anonymousUser());
    }

    /**
     * The id of a new record, which is unique among all users.
     *
     * @throws InvalidInputException if other users can guess the requested id
     */
    final String newId(@Nullable String requested, String prefix, Supplier<String> generator) {
        if (requested == null) {
            return generatedId(prefix, generator);
        }
        if (!allowsGuessableIds() && !Ids.isUnguessable(requested)) {
            throw new InvalidInputException(
                    "id", "must contain a UUID, because other users must not be able to guess it");
        }
        return requested;
    }

    /** The id of a new record that is the same in each attempt of a request with an idempotency key. */
    final String generatedId(String prefix, Supplier<String> generator) {
        return attempt == null ? generator.get() : new IdSeed(attempt.seed()).id(prefix);
    }

    /**
     * This request with its idempotency key.
     *
     * @param body what tells the request from others of the same operation
     * @return empty if it has no key
     * @throws RequestRejectedException if the key is invalid
     */
    final Optional<KeyedRequest> keyed(byte[] body) {
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

    /**
     * Processes this request once for its idempotency key, or returns the recorded answer. Without a key it is processed.
     *
     * @param body the body
     * @param operation processes the request, and may be repeated: what it stores has ids of {@link #newId} or {@link
     *     #generatedId}
     */
    final Response once(byte[] body, Supplier<Response> operation) {
        Optional<KeyedRequest> keyed = keyed(body);
        return keyed.isEmpty() ? operation.get() : idempotent(keyed.get(), with -> operation.get(), () -> null);
    }

    /** As {@link #once}, with a digest of what is not in the fingerprint, which is asked for after all else was read. */
    final Response idempotent(
            KeyedRequest keyed,
            Function<RequestAttempt, Response> operation,
            Supplier<@Nullable String> contentDigest) {
        return switch (idempotentRequests.admit(keyed)) {
            case Admission.Replay(RecordedAnswer answer) -> {
                if (answer.contentDigest() != null && !answer.contentDigest().equals(contentDigest.get())) {
                    throw IdempotentRequests.reused();
                }
                yield Responses.replay(answer);
            }
            case Admission.Proceed(RequestAttempt begun) -> {
                attempt = begun;
                try {
                    Response response = operation.apply(begun);
                    idempotentRequests.complete(begun, Responses.record(response, contentDigest.get()));
                    yield response;
                } catch (RuntimeException | Error e) {
                    idempotentRequests.failed(begun, e);
                    throw e;
                }
            }
        };
    }

    final Instant now() {
        return settings.clock().instant();
    }

    final @Nullable String header(String name) {
        return headers.getHeaderString(name);
    }

    /** The address of the API as the client sees it: the configured public URL if there is one, else that of the request. */
    final URI base() {
        URI configured = settings.publicUrl();
        return configured == null ? uri.getBaseUri() : configured;
    }

    final PageRequest page() {
        return QueryParameters.page(uri.getQueryParameters());
    }

    /**
     * Rejects misspelled parameters where ignoring one would do something else than what was meant.
     *
     * @throws InvalidInputException if the query has a parameter that is not among these
     */
    final void requireKnownParameters(Set<String> known) {
        for (String name : uri.getQueryParameters().keySet()) {
            if (!known.contains(name)) {
                throw InvalidInputException.unknownField(name, known);
            }
        }
    }

    /** The context of an operation of the ChatKit protocol. Its links start with the configured public URL, if any. */
    final RequestContext context(@Nullable String opportunityId, RawJson metadata) {
        return context(opportunityId, metadata, attempt);
    }

    /** As {@link #context(String, RawJson)}, for an attempt of the request. */
    final RequestContext context(@Nullable String opportunityId, RawJson metadata, @Nullable RequestAttempt with) {
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

    /** 200 with an ETag, or 304 if the client already has this representation. */
    final Response conditional(String json) {
        String tag = EntityTags.of(json);
        var response = EntityTags.matchesIfNoneMatch(header(HttpHeaders.IF_NONE_MATCH), tag)
                ? Response.notModified()
                : Response.ok(Responses.bytes(json), MediaType.APPLICATION_JSON_TYPE);
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    /**
     * 201 with the location of the new resource.
     *
     * @param path a template relative to the API, such as {@code threads/{id}}
     * @param ids the values of the template's variables, which may contain any characters
     */
    final Response created(String path, String json, String... ids) {
        Object[] encoded = Arrays.stream(ids).map(Ids::pathSegment).toArray();
        return Responses.created(uri.getBaseUriBuilder().path(path).buildFromEncoded(encoded), json);
    }

    /**
     * As {@link #created}, or 200 with the stored resource if the client sends the same one again, with an id of its own: the
     * response to the first request may have been lost.
     *
     * @param add adds the resource
     * @param find finds what is stored under the id
     * @param isSame whether this is what was to be added
     * @throws ConflictException if the id is in use otherwise
     */
    final <T> Response created(
            String path,
            Supplier<T> add,
            Supplier<T> find,
            Predicate<T> isSame,
            Function<T, String> write,
            String... ids) {
        try {
            return created(path, write.apply(add.get()), ids);
        } catch (ConflictException conflict) {
            T stored;
            try {
                stored = find.get();
            } catch (NotFoundException e) {
                throw conflict; // another user's
            }
            boolean ofEarlierAttempt = isSeeded(ids[ids.length - 1]);
            if (!ofEarlierAttempt && !isSame.test(stored)) {
                throw conflict;
            }
            String json = write.apply(stored);
            return ofEarlierAttempt || isRepeated() ? created(path, json, ids) : Responses.ok(json);
        }
    }

    private boolean isRepeated() {
        return attempt != null && attempt.repeated();
    }

    /** Whether an id is derived from the seed of this request, so that what has it was stored by an earlier attempt. */
    private boolean isSeeded(String id) {
        return isRepeated()
                && attempt != null
                && new IdSeed(attempt.seed())
                        .id(id.substring(0, id.indexOf('_') + 1))
                        .equals(id);
    }

    /**
     * Checks {@code If-Match}, where the client sends it, against the current state.
     *
     * @param representation the representation that a read would return now; computed only when it is needed
     * @throws RequestRejectedException if no entity tag matches
     */
    final void requireMatch(Supplier<String> representation) {
        String ifMatch = header(HttpHeaders.IF_MATCH);
        if (ifMatch != null && !EntityTags.matchesIfMatch(ifMatch, EntityTags.of(representation.get()))) {
            throw new RequestRejectedException(
                    ProblemType.PRECONDITION_FAILED, "The ETag does not match: read the resource again");
        }
    }

    /** Reads a request body of at most {@link HttpSettings#maxBodyBytes()}. */
    final byte[] body(InputStream in) {
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
