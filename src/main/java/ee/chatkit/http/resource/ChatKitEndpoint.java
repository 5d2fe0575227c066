package ee.chatkit.http.resource;

import ee.chatkit.chat.ChatKitServer;
import ee.chatkit.chat.PreparedStream;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.chat.TurnListener;
import ee.chatkit.http.idempotency.IdempotentRequests;
import ee.chatkit.http.idempotency.IdempotentRequests.Admission;
import ee.chatkit.http.idempotency.KeyedRequest;
import ee.chatkit.http.stream.Delivery;
import ee.chatkit.http.stream.EventStreams;
import ee.chatkit.limits.CallerLimiter;
import ee.chatkit.limits.LimitPermit;
import ee.chatkit.limits.StoredQuotas;
import ee.chatkit.model.AuditAction;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.RecordedTurn;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.RecordedTurnJson;
import ee.chatkit.protocol.json.RequestReader;
import ee.chatkit.protocol.request.ChatKitRequestBody;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.RequestAttempt;
import ee.chatkit.store.ResourceType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request of the ChatKit protocol by a document or by a stream of events.
 *
 * <p>Validation, and storing the input, happen on the server's worker thread before the stream opens, so that a
 * rejected request has an HTTP status. The turn then continues on a thread of its own and the worker is free.
 *
 * <p>A request with an idempotency key is processed once. Requests that only read need no key: they are processed again.
 */
@Dependent
public class ChatKitEndpoint {
    /** The request header by which a client says what its disconnect means. */
    static final String ON_DISCONNECT = "ChatKit-On-Disconnect";

    private static final int OK = 200;

    @Inject
    private ChatKitServer server;

    @Inject
    private EventStreams streams;

    @Inject
    private CallerLimiter limiter;

    @Inject
    private StoredQuotas quotas;

    @Inject
    private MessageLengths messages;

    @Inject
    private IdempotentRequests idempotentRequests;

    @Inject
    private TurnSettings settings;

    @Inject
    private RefusedDeletions deletions;

    /** Creates the context of a request. */
    interface ContextFactory {
        RequestContext create(RawJson metadata, @Nullable RequestAttempt attempt);
    }

    void serve(
            byte[] body,
            Optional<KeyedRequest> keyed,
            ContextFactory contexts,
            HttpServletRequest servletRequest,
            AsyncResponse response) {
        ChatKitRequestBody read = RequestReader.read(body);
        switch (read.request()) {
            case ImmediateRequest request ->
                response.resume(
                        keyed.isPresent() && writes(request)
                                ? answerOnce(keyed.get(), contexts, read.metadata(), request)
                                : Responses.ok(answer(contexts.create(read.metadata(), null), request)));
            case StreamingRequest request -> {
                Delivery delivery = delivery(servletRequest);
                RequestContext context = contexts.create(read.metadata(), null);
                LimitPermit permit = limiter.acquireTurn(context.caller(), body.length);
                try {
                    if (keyed.isPresent()) {
                        streamOnce(
                                keyed.get(),
                                contexts,
                                read.metadata(),
                                request,
                                delivery,
                                servletRequest,
                                response,
                                permit);
                    } else {
                        PreparedStream turn = begin(context, request, TurnListener.NONE);
                        streams.open(turn, delivery, servletRequest, response, permit::close);
                    }
                } catch (RuntimeException | Error e) {
                    permit.close();
                    throw e;
                }
            }
        }
    }

    private static boolean writes(ImmediateRequest request) {
        return switch (request) {
            case ImmediateRequest.ThreadsGetById read -> false;
            case ImmediateRequest.ThreadsList read -> false;
            case ImmediateRequest.ItemsList read -> false;
            case ImmediateRequest.ThreadsSyncCustomAction action -> true;
            case ImmediateRequest.ItemsFeedback feedback -> true;
            case ImmediateRequest.AttachmentsCreate create -> true;
            case ImmediateRequest.AttachmentsDelete delete -> true;
            case ImmediateRequest.ThreadsUpdate update -> true;
            case ImmediateRequest.ThreadsDelete delete -> true;
            case ImmediateRequest.InputTranscribe input -> true;
        };
    }

    private Response answerOnce(
            KeyedRequest keyed, ContextFactory contexts, RawJson metadata, ImmediateRequest request) {
        return switch (idempotentRequests.admit(keyed)) {
            case Admission.Replay(RecordedAnswer answer) -> Responses.replay(answer);
            case Admission.Proceed(RequestAttempt attempt) -> {
                try {
                    if (request instanceof ImmediateRequest.ThreadsSyncCustomAction) {
                        idempotentRequests.beginEffect(attempt);
                    }
                    String document = answer(contexts.create(metadata, attempt), request);
                    idempotentRequests.complete(attempt, RecordedAnswer.of(OK, document));
                    yield Responses.ok(document);
                } catch (RuntimeException | Error e) {
                    idempotentRequests.failed(attempt, e);
                    throw e;
                }
            }
        };
    }

    /** A turn that was rejected after its effect was noted has no stream. */
    private void streamOnce(
            KeyedRequest keyed,
            ContextFactory contexts,
            RawJson metadata,
            StreamingRequest request,
            Delivery delivery,
            HttpServletRequest servletRequest,
            AsyncResponse response,
            LimitPermit permit) {
        switch (idempotentRequests.admit(keyed)) {
            case Admission.Replay(RecordedAnswer answer) -> {
                if (answer.status() == OK) {
                    RecordedTurn turn = RecordedTurnJson.read(answer.body());
                    streams.open(
                            server.replay(contexts.create(metadata, null), turn),
                            delivery,
                            servletRequest,
                            response,
                            permit::close);
                } else {
                    permit.close();
                    response.resume(Responses.replay(answer));
                }
            }
            case Admission.Proceed(RequestAttempt attempt) -> {
                try {
                    PreparedStream turn =
                            begin(contexts.create(metadata, attempt), request, new AttemptListener(attempt));
                    streams.open(turn, delivery, servletRequest, response, permit::close);
                } catch (RuntimeException | Error e) {
                    idempotentRequests.failed(attempt, e);
                    throw e;
                }
            }
        }
    }

    /** What an earlier attempt has begun is sent as far as it is stored, and not begun again. */
    private PreparedStream begin(RequestContext context, StreamingRequest request, TurnListener listener) {
        Optional<RecordedTurn> interrupted = server.interruptedTurn(context, request);
        if (interrupted.isPresent()) {
            PreparedStream stored = server.replay(context, interrupted.get());
            listener.ended(interrupted);
            return stored;
        }
        requireLength(context.caller(), request);
        PreparedStream turn = prepare(context, request);
        if (request instanceof StreamingRequest.ThreadsCreate) {
            quotas.addThread(context.caller());
        }
        turn.setListener(listener);
        turn.begin();
        return turn;
    }

    /** A client that names what a disconnect means knows what to do with numbers of events; others get the events alone. */
    private Delivery delivery(HttpServletRequest request) {
        String onDisconnect = request.getHeader(ON_DISCONNECT);
        return new Delivery(onDisconnect != null, settings.onDisconnect(onDisconnect) == OnDisconnect.CONTINUE, false);
    }

    private void requireLength(Caller caller, StreamingRequest request) {
        switch (request) {
            case StreamingRequest.ThreadsCreate(var input) -> messages.require(caller, input);
            case StreamingRequest.ThreadsAddUserMessage(String id, var input) -> messages.require(caller, input);
            case StreamingRequest.ThreadsAddClientToolOutput output -> {}
            case StreamingRequest.ThreadsAddStructuredInput input -> {}
            case StreamingRequest.ThreadsRetryAfterItem retry -> {}
            case StreamingRequest.ThreadsCustomAction action -> {}
        }
    }

    /** Ends an attempt with its turn. */
    private final class AttemptListener implements TurnListener {
        private final RequestAttempt attempt;

        AttemptListener(RequestAttempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public void beforeInput() {
            idempotentRequests.beginEffect(attempt);
        }

        @Override
        public void ended(Optional<RecordedTurn> turn) {
            turn.ifPresentOrElse(
                    stored ->
                            idempotentRequests.complete(attempt, RecordedAnswer.of(OK, RecordedTurnJson.write(stored))),
                    () -> idempotentRequests.forget(attempt));
        }
    }

    /** A deletion that is refused is recorded. */
    private String audited(RequestContext context, ImmediateRequest request) {
        return switch (request) {
            case ImmediateRequest.ThreadsDelete(String id) ->
                deletions.attempt(
                        context.caller(),
                        AuditAction.THREAD_DELETE,
                        ResourceType.THREAD,
                        id,
                        () -> server.answer(context, request));
            case ImmediateRequest.AttachmentsDelete(String id) ->
                deletions.attempt(
                        context.caller(),
                        AuditAction.ATTACHMENT_DELETE,
                        ResourceType.ATTACHMENT,
                        id,
                        () -> server.answer(context, request));
            default -> server.answer(context, request);
        };
    }

    private PreparedStream prepare(RequestContext context, StreamingRequest request) {
        return request instanceof StreamingRequest.ThreadsRetryAfterItem retry
                ? deletions.attempt(
                        context.caller(),
                        AuditAction.THREAD_TRUNCATE,
                        ResourceType.THREAD,
                        retry.threadId(),
                        () -> server.prepare(context, request))
                : server.prepare(context, request);
    }

    /** An unknown cursor is an invalid parameter of the request. */
    private String answer(RequestContext context, ImmediateRequest request) {
        if (request instanceof ImmediateRequest.AttachmentsCreate announced) {
            quotas.addAttachment(context.caller(), announced.size());
        }
        try {
            String answer = audited(context, request);
            if (request instanceof ImmediateRequest.ThreadsDelete
                    || request instanceof ImmediateRequest.AttachmentsDelete) {
                quotas.deleted(context.caller());
            }
            return answer;
        } catch (NotFoundException e) {
            throw e.resourceType() == ResourceType.CURSOR
                    ? new InvalidInputException("params.after", "names no entry of this list")
                    : e;
        }
    }
}
