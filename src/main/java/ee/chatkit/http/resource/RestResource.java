package ee.chatkit.http.resource;

import ee.chatkit.chat.RequestContext;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.http.idempotency.IdempotentRequests;
import ee.chatkit.http.idempotency.IdempotentRequests.Admission;
import ee.chatkit.http.idempotency.KeyedRequest;
import ee.chatkit.model.IdSeed;
import ee.chatkit.model.Ids;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.RequestAttempt;
import ee.chatkit.store.ResourceType;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Base of the REST resources: how they answer, and how a request with an idempotency key is processed once. One instance a request. */
@SuppressWarnings("NullAway.Init")
abstract class RestResource extends CallerResource {
    static final String MERGE_PATCH = "application/merge-patch+json";

    @Inject
    private IdempotentRequests idempotentRequests;

    @Inject
    private RefusedDeletions deletions;

    /** The attempt of this request, if it has an idempotency key. */
    private @Nullable RequestAttempt attempt;

    /** Whether the caller may choose ids that others can guess: only the anonymous user, whose data everybody has. */
    final boolean allowsGuessableIds() {
        return isAnonymous();
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

    /** As {@link #context(String, RawJson, RequestAttempt)}, for the attempt of this request. */
    final RequestContext context(@Nullable String opportunityId, RawJson metadata) {
        return context(opportunityId, metadata, attempt);
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
        return Responses.created(uri().getBaseUriBuilder().path(path).buildFromEncoded(encoded), json);
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
     * Deletes a record, and records in the audit log if that is refused.
     *
     * @param deletion returns whether the caller had such a record
     * @return 204
     */
    final Response delete(String action, ResourceType type, String id, BooleanSupplier deletion) {
        deletions.delete(caller(), action, type, id, deletion);
        return Responses.noContent();
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
}
