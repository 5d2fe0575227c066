package ee.chatkit.protocol.json;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The problem types of the API. The name of a constant is part of the type URI, on which clients rely: it never
 * changes.
 */
public enum ProblemType {
    /** The request is malformed, or a field or parameter of it is invalid. */
    INVALID_REQUEST(400, "Bad Request"),
    /** The request has no accepted credentials. */
    UNAUTHENTICATED(401, "Authentication required"),
    /** The caller may not do this. */
    FORBIDDEN(403, "Forbidden"),
    /** The resource does not exist, or is not the caller's. */
    NOT_FOUND(404, "Not found"),
    /** The resource does not support the method. */
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    /** The response is not available in an accepted media type. */
    NOT_ACCEPTABLE(406, "Not Acceptable"),
    /** The resource exists already. */
    CONFLICT(409, "Conflict"),
    /** The state of the resource does not permit the operation. */
    WRONG_STATE(409, "Conflict"),
    /** A request with this idempotency key is being processed. */
    REQUEST_IN_PROGRESS(409, "Conflict"),
    /** The first request with this idempotency key was interrupted, and its outcome is not known. */
    REQUEST_INTERRUPTED(409, "Conflict"),
    /** The request body did not arrive in time. */
    REQUEST_TIMEOUT(408, "Request timeout"),
    /** The entity tag does not match. */
    PRECONDITION_FAILED(412, "Precondition failed"),
    /** The request body exceeds a limit. */
    TOO_LARGE(413, "Payload too large"),
    /** The resource does not support the media type or the encoding of the request body. */
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    /** The request is well-formed, but cannot be processed. */
    UNPROCESSABLE(422, "Unprocessable content"),
    /** The idempotency key was sent with another request. */
    IDEMPOTENCY_KEY_REUSED(422, "Unprocessable content"),
    /** The file to import has invalid lines. */
    INVALID_FILE(422, "Unprocessable content"),
    /** The caller sends too many requests, in a minute or at a time. */
    TOO_MANY_REQUESTS(429, "Too many requests"),
    /** The caller has stored as much as is allowed. */
    QUOTA_EXCEEDED(429, "Too many requests"),
    /** An unexpected failure, which the log describes. */
    INTERNAL(500, "Internal server error"),
    /** The store is not available. */
    UNAVAILABLE(503, "Service unavailable"),
    /** A limit on concurrent operations is reached. */
    BUSY(503, "Service unavailable"),
    /** The disk is full. */
    INSUFFICIENT_STORAGE(507, "Insufficient storage");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the first type with this status; empty if there is none. */
    public static Optional<ProblemType> of(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Returns a problem of this type. */
    public ProblemDocument problem(@Nullable String detail) {
        return problem(detail, null);
    }

    /** Returns a problem of this type with the field or parameter at fault. */
    public ProblemDocument problem(@Nullable String detail, @Nullable String field) {
        return new ProblemDocument(type(), title, status, detail, field, null);
    }

    /** Returns a problem of this type with the id of its occurrence in the log. */
    public ProblemDocument incident(String incident) {
        return new ProblemDocument(type(), title, status, null, null, incident);
    }

    private String type() {
        return "urn:chatkit:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
