package ee.chatkit.http.resource;

import ee.chatkit.chat.ChatKitServer;
import ee.chatkit.chat.PreparedStream;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.http.stream.EventStreams;
import ee.chatkit.limits.CallerLimiter;
import ee.chatkit.limits.LimitPermit;
import ee.chatkit.limits.StoredQuotas;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.RequestReader;
import ee.chatkit.protocol.request.ChatKitRequestBody;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import java.util.function.Function;

/**
 * Answers a request of the ChatKit protocol by a document or by a stream of events.
 *
 * <p>Validation, and storing the input, happen on the server's worker thread before the stream opens, so that a
 * rejected request has an HTTP status. The turn then continues on a thread of its own and the worker is free.
 */
@Dependent
public class ChatKitEndpoint {
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

    void serve(
            byte[] body,
            Function<RawJson, RequestContext> contextOf,
            HttpServletRequest servletRequest,
            AsyncResponse response) {
        ChatKitRequestBody read = RequestReader.read(body);
        RequestContext context = contextOf.apply(read.metadata());
        switch (read.request()) {
            case ImmediateRequest request -> response.resume(Responses.ok(answer(context, request)));
            case StreamingRequest request -> {
                LimitPermit permit = limiter.acquireTurn(context.caller(), body.length);
                try {
                    PreparedStream turn = prepare(context, request);
                    streams.open(turn, servletRequest, response, permit::close);
                } catch (RuntimeException e) {
                    permit.close();
                    throw e;
                }
            }
        }
    }

    private PreparedStream prepare(RequestContext context, StreamingRequest request) {
        Caller caller = context.caller();
        switch (request) {
            case StreamingRequest.ThreadsCreate(var input) -> messages.require(caller, input);
            case StreamingRequest.ThreadsAddUserMessage(String id, var input) -> messages.require(caller, input);
            case StreamingRequest.ThreadsAddClientToolOutput output -> {}
            case StreamingRequest.ThreadsAddStructuredInput input -> {}
            case StreamingRequest.ThreadsRetryAfterItem retry -> {}
            case StreamingRequest.ThreadsCustomAction action -> {}
        }
        PreparedStream turn = server.prepare(context, request);
        if (request instanceof StreamingRequest.ThreadsCreate) {
            quotas.addThread(caller);
        }
        turn.begin();
        return turn;
    }

    /** An unknown cursor is an invalid parameter of the request. */
    private String answer(RequestContext context, ImmediateRequest request) {
        if (request instanceof ImmediateRequest.AttachmentsCreate announced) {
            quotas.addAttachment(context.caller(), announced.size());
        }
        try {
            String answer = server.answer(context, request);
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
