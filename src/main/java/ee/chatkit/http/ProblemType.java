package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The problem types of the API. The name of a constant is part of the type URI, on which clients rely: it never
 * changes.
 */
enum ProblemType {
    INVALID_REQUEST(400, "Bad Request"),
    UNAUTHENTICATED(401, "Authentication required"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    NOT_ACCEPTABLE(406, "Not Acceptable"),
    CONFLICT(409, "Conflict"),
    WRONG_STATE(409, "Conflict"),
    PRECONDITION_FAILED(412, "Precondition failed"),
    TOO_LARGE(413, "Payload too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    UNPROCESSABLE(422, "Unprocessable content"),
    INVALID_FILE(422, "Unprocessable content"),
    INTERNAL(500, "Internal server error"),
    UNAVAILABLE(503, "Service unavailable"),
    BUSY(503, "Service unavailable"),
    INSUFFICIENT_STORAGE(507, "Insufficient storage");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    static Optional<ProblemType> of(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    ProblemDocument problem(@Nullable String detail) {
        return problem(detail, null);
    }

    ProblemDocument problem(@Nullable String detail, @Nullable String field) {
        return new ProblemDocument(type(), title, status, detail, field, null);
    }

    ProblemDocument incident(String incident) {
        return new ProblemDocument(type(), title, status, null, null, incident);
    }

    private String type() {
        return "urn:chatkit:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
