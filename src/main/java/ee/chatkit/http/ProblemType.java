package ee.chatkit.http;

import ee.chatkit.protocol.json.ProblemDocument;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can go wrong, with its status. The name of a constant is part of a URI that clients know: it never changes. */
enum ProblemType {
    INVALID_REQUEST(400, "The request cannot be understood"),
    UNAUTHENTICATED(401, "Nobody is signed in"),
    FORBIDDEN(403, "This is not allowed"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "There is no answer in a format that is accepted"),
    CONFLICT(409, "It is there already"),
    WRONG_STATE(409, "Its state does not allow this"),
    PRECONDITION_FAILED(412, "It has changed meanwhile"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's format is not understood"),
    UNPROCESSABLE(422, "This cannot be answered"),
    INVALID_FILE(422, "The file cannot be imported"),
    INTERNAL(500, "Something went wrong here"),
    UNAVAILABLE(503, "The store does not answer now"),
    BUSY(503, "Others are being served now"),
    NO_ROOM(507, "There is no room for this");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    static Optional<ProblemType> of(int status) {
        for (ProblemType kind : values()) {
            if (kind.status == status) {
                return Optional.of(kind);
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
