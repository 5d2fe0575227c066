package ee.chatkit.http;

import ee.chatkit.attachment.InvalidLinkException;
import ee.chatkit.attachment.RefusedFileException;
import ee.chatkit.chat.WrongStateException;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.Problem;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.Kind;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.StoreException;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.transfer.SpoolException;
import java.util.Map;
import java.util.Optional;

/** From exception to problem, in one place. Free of JAX-RS, so that it can be tested without a server. */
final class Problems {
    private static final Map<Integer, String> DETAILS = Map.of(
            404, "there is nothing under this address",
            405, "see the Allow header",
            406, "see the documentation of this address for what it answers",
            415, "see the documentation of this address for what it takes");

    private Problems() {}

    /** The problem that an exception stands for; empty when nobody expected it. */
    static Optional<Problem> of(Throwable failure) {
        return switch (failure) {
            case InvalidInputException e -> Optional.of(invalid(e));
            case RefusedException e -> Optional.of(e.problem());
            case StoreException e -> Optional.of(of(e));
            case WrongStateException e -> Optional.of(ProblemKind.WRONG_STATE.problem(e.getMessage()));
            case ResponderException e -> Optional.of(ProblemKind.UNPROCESSABLE.problem(e.userMessage()));
            case RefusedFileException e -> Optional.of(of(e));
            case SpoolException e -> Optional.of(of(e));
            case InvalidLinkException e -> Optional.of(ProblemKind.FORBIDDEN.problem(e.getMessage()));
            default -> Optional.empty();
        };
    }

    /** The problem that a status stands for when JAX-RS itself refused. */
    static Problem ofStatus(int status, String reason) {
        return ProblemKind.of(status)
                .map(kind -> kind.problem(DETAILS.get(status)))
                .orElseGet(() -> new Problem("about:blank", reason, status, null, null, null));
    }

    private static Problem invalid(InvalidInputException e) {
        return ProblemKind.INVALID_REQUEST.problem(e.getMessage(), e.field().orElse(null));
    }

    private static Problem of(RefusedFileException failure) {
        ProblemKind kind = switch (failure.reason()) {
            case SIZE -> ProblemKind.TOO_LARGE;
            case TYPE -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
            case INCOMPLETE -> ProblemKind.INVALID_REQUEST;
        };
        return kind.problem(failure.getMessage(), failure.field());
    }

    private static Problem of(SpoolException failure) {
        ProblemKind kind = switch (failure.reason()) {
            case TOO_LARGE -> ProblemKind.TOO_LARGE;
            case CUT -> ProblemKind.INVALID_REQUEST;
            case NO_ROOM -> ProblemKind.NO_ROOM;
        };
        return kind.problem(failure.getMessage());
    }

    private static Problem of(StoreException failure) {
        return switch (failure) {
            case NotFoundException e
            when e.kind() == Kind.CURSOR ->
                ProblemKind.INVALID_REQUEST.problem("after names no entry of this list", Paging.AFTER);
            case NotFoundException e -> ProblemKind.NOT_FOUND.problem(e.getMessage());
            case ConflictException e -> ProblemKind.CONFLICT.problem(e.getMessage());
            case UnavailableException e -> ProblemKind.UNAVAILABLE.problem(e.getMessage());
        };
    }
}
