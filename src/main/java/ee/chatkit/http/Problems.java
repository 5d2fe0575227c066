package ee.chatkit.http;

import ee.chatkit.attachment.FileRejectedException;
import ee.chatkit.attachment.InvalidLinkException;
import ee.chatkit.chat.WrongStateException;
import ee.chatkit.limits.LimitExceededException;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.ProblemDocument;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.StoreException;
import ee.chatkit.store.ThreadNotActiveException;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.transfer.SpoolException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Maps exceptions and statuses to problem documents, without JAX-RS. */
public final class Problems {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private static final Map<Integer, String> DETAILS = Map.of(
            404, "No resource at this path",
            405, "The Allow header lists the supported methods",
            406, "The response is not available in an accepted media type",
            415, "The resource does not support this Content-Type");

    private Problems() {}

    /** The problem of an expected exception; empty for an unexpected one. */
    public static Optional<ProblemDocument> of(Throwable failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case InvalidInputException e ->
                        ProblemType.INVALID_REQUEST.problem(
                                e.getMessage(), e.field().orElse(null));
                    case RequestRejectedException e -> e.problem();
                    case StoreException e -> of(e);
                    case WrongStateException e -> ProblemType.WRONG_STATE.problem(e.getMessage());
                    case ResponderException e -> ProblemType.UNPROCESSABLE.problem(e.userMessage());
                    case FileRejectedException e -> of(e);
                    case SpoolException e -> of(e);
                    case LimitExceededException e -> of(e);
                    case InvalidLinkException e -> ProblemType.FORBIDDEN.problem(e.getMessage());
                    default -> null;
                });
    }

    /** The problem of a request that JAX-RS itself rejected. */
    public static ProblemDocument ofStatus(int status, String reason) {
        return ProblemType.of(status)
                .map(type -> type.problem(DETAILS.get(status)))
                .orElseGet(() -> new ProblemDocument("about:blank", reason, status, null, null, null));
    }

    private static ProblemDocument of(FileRejectedException failure) {
        ProblemType type = switch (failure.reason()) {
            case SIZE -> ProblemType.TOO_LARGE;
            case TYPE -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case INCOMPLETE -> ProblemType.INVALID_REQUEST;
        };
        return type.problem(failure.getMessage(), failure.field());
    }

    private static ProblemDocument of(SpoolException failure) {
        ProblemType type = switch (failure.reason()) {
            case TOO_LARGE -> ProblemType.TOO_LARGE;
            case TRUNCATED -> ProblemType.INVALID_REQUEST;
            case INSUFFICIENT_STORAGE -> ProblemType.INSUFFICIENT_STORAGE;
        };
        return type.problem(failure.getMessage());
    }

    private static ProblemDocument of(LimitExceededException failure) {
        ProblemType type = switch (failure.limit()) {
            case REQUESTS_PER_MINUTE, CONCURRENT_REQUESTS, CONCURRENT_UPLOADS, CONCURRENT_TURNS ->
                ProblemType.TOO_MANY_REQUESTS;
            case THREADS, ATTACHMENT_BYTES -> ProblemType.QUOTA_EXCEEDED;
            case NODE_TURNS, NODE_TURN_BYTES -> ProblemType.BUSY;
            case MESSAGE_LENGTH -> ProblemType.TOO_LARGE;
        };
        return type.problem(failure.getMessage());
    }

    private static ProblemDocument of(StoreException failure) {
        return switch (failure) {
            case NotFoundException e
            when e.resourceType() == ResourceType.CURSOR ->
                ProblemType.INVALID_REQUEST.problem("after names no entry of this list", "after");
            case NotFoundException e -> ProblemType.NOT_FOUND.problem(e.getMessage());
            case ConflictException e -> ProblemType.CONFLICT.problem(e.getMessage());
            case HeldException e -> ProblemType.CONFLICT.problem(e.getMessage()).withHold(e.holdId());
            case ThreadNotActiveException e -> ProblemType.WRONG_STATE.problem(e.getMessage());
            case UnavailableException e -> ProblemType.UNAVAILABLE.problem(e.getMessage());
        };
    }

    /** Logs an unexpected exception; returns the incident id, which may be sent to the client. */
    public static String logIncident(Throwable failure) {
        String incident = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "Internal server error, incident " + incident, failure);
        return incident;
    }
}
