package ee.chatkit.http.resource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** The ChatKit protocol for all of the caller's threads. A new thread is linked to the caller's active opportunity. */
@Path("chatkit")
@ApplicationScoped
public class ChatKitResource extends CallerResource {
    @Inject
    private ChatKitEndpoint endpoint;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void post(@Suspended AsyncResponse response, @Context HttpServletRequest request, InputStream body) {
        byte[] json = body(body);
        endpoint.serve(json, keyed(json), (metadata, attempt) -> context(null, metadata, attempt), request, response);
    }
}
