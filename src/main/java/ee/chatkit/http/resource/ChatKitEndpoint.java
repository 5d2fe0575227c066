package ee.chatkit.http.resource;

import ee.chatkit.chat.ChatKitServer;
import ee.chatkit.chat.PreparedStream;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.http.stream.EventStreams;
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
                PreparedStream turn = server.prepare(context, request);
                turn.begin();
                streams.open(turn, servletRequest, response);
            }
        }
    }

    /** An unknown cursor is an invalid parameter of the request. */
    private String answer(RequestContext context, ImmediateRequest request) {
        try {
            return server.answer(context, request);
        } catch (NotFoundException e) {
            throw e.resourceType() == ResourceType.CURSOR
                    ? new InvalidInputException("params.after", "names no entry of this list")
                    : e;
        }
    }
}
