package ee.chatkit.http;

import ee.chatkit.chat.ChatKitServer;
import ee.chatkit.chat.OpportunityScope;
import ee.chatkit.chat.PreparedStream;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.RequestReader;
import ee.chatkit.protocol.request.ChatKitRequestBody;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import java.io.InputStream;

/**
 * Answers what is posted to the protocol's address: by a document, or by a stream of events.
 *
 * <p>Everything that can be refused is refused, and the input is stored, before the stream opens, on the server's worker
 * thread: a refusal has a status. Then the turn goes on by itself and the worker is free.
 */
@Dependent
public class ChatKitEndpoint {
    @Inject
    private ChatKitServer server;

    @Inject
    private HttpSettings settings;

    @Inject
    private EventStreams streams;

    /** A cursor is a parameter here, and is named as such. */
    private String answer(RequestContext requestContext, ImmediateRequest request) {
        try {
            return server.answer(requestContext, request);
        } catch (NotFoundException e) {
            throw e.resourceType() == ResourceType.CURSOR
                    ? new InvalidInputException("params.after", "names no entry of this list")
                    : e;
        }
    }

    void serve(
            RequestParameters requestParameters,
            OpportunityScope opportunityScope,
            InputStream body,
            AsyncResponse response) {
        ChatKitRequestBody read = RequestReader.read(requestParameters.body(body, settings));
        var requestContext = requestParameters.access(opportunityScope, read.metadata(), settings);
        switch (read.request()) {
            case ImmediateRequest request -> response.resume(Responses.ok(answer(requestContext, request)));
            case StreamingRequest request -> {
                PreparedStream turn = server.prepare(requestContext, request);
                turn.begin();
                streams.open(turn, response);
            }
        }
    }
}
