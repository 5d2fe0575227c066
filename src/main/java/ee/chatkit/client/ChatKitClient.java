package ee.chatkit.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The protocol of ChatKit, as {@link ChatKitRequests} has it. Each method throws a {@link ProblemException} when the server refuses.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "chatkit")
@RegisterProvider(RepresentationCodec.class)
@RegisterProvider(ProblemResponseMapper.class)
@Path("")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface ChatKitClient {
    /** Asks what is answered by one document, for all of the caller's threads. */
    @POST
    @Path("chatkit")
    JsonObject ask(JsonBody request);

    /** Asks what is answered by a stream; read it by {@link EventReader} and close those. */
    @POST
    @Path("chatkit")
    @Produces("text/event-stream")
    InputStream stream(JsonBody request);

    /** As {@link #ask}, within one opportunity. */
    @POST
    @Path("opportunities/{id}/chatkit")
    JsonObject askWithin(@PathParam("id") String opportunityId, JsonBody request);

    /** As {@link #stream}, within one opportunity. */
    @POST
    @Path("opportunities/{id}/chatkit")
    @Produces("text/event-stream")
    InputStream streamWithin(@PathParam("id") String opportunityId, JsonBody request);
}
