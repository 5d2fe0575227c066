package ee.chatkit.http;

import ee.chatkit.chat.Access;
import ee.chatkit.chat.ChatKitServer;
import ee.chatkit.chat.Scope;
import ee.chatkit.chat.Streaming;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.RequestReader;
import ee.chatkit.protocol.request.ChatKitCall;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.store.Kind;
import ee.chatkit.store.NotFoundException;
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
    private String answer(Access access, ImmediateRequest request) {
        try {
            return server.answer(access, request);
        } catch (NotFoundException e) {
            throw e.kind() == Kind.CURSOR
                    ? new InvalidInputException("params.after", "names no entry of this list")
                    : e;
        }
    }

    void serve(Call call, Scope scope, InputStream body, AsyncResponse response) {
        ChatKitCall read = RequestReader.read(call.body(body, settings));
        var access = call.access(scope, read.metadata(), settings);
        switch (read.request()) {
            case ImmediateRequest request -> response.resume(Answers.ok(answer(access, request)));
            case StreamingRequest request -> {
                Streaming turn = server.prepare(access, request);
                turn.begin();
                streams.open(turn, response);
            }
        }
    }
}
