package ee.chatkit.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The ChatKit protocol. {@link ChatKitRequests} builds its requests.
 *
 * <p>MicroProfile REST Client implements this interface; the configuration key is {@code chatkit}. Instances are
 * thread-safe. Methods block until the response arrives and throw {@link ProblemException} for each status of 400 and
 * above, and {@link jakarta.ws.rs.ProcessingException} if the server cannot be reached or its response cannot be read.
 * Ids must not be null.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "chatkit")
@RegisterProvider(RepresentationCodec.class)
@RegisterProvider(ProblemResponseMapper.class)
@RegisterProvider(IdempotencyKeyFilter.class)
@Path("")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface ChatKitClient {
    /**
     * Sends a request whose response is one document, for all of the caller's threads.
     *
     * @param request the request
     * @return the document
     * @throws ProblemException with status 400 for an invalid request, 404 if a thread, item or attachment does not
     *     exist, 409 if its state does not allow the operation
     */
    @POST
    @Path("chatkit")
    JsonObject send(JsonBody request);

    /**
     * Sends a request that starts a turn, for all of the caller's threads. The input is stored when this method
     * returns.
     *
     * @param request the request
     * @return the stream of events, to be read by an {@link EventReader} and to be closed; closing it early cancels
     *     the turn
     * @throws ProblemException as {@link #send} does, and with status 422 if the responder does not support the request
     */
    @POST
    @Path("chatkit")
    @Produces("text/event-stream")
    InputStream stream(JsonBody request);

    /**
     * Starts a turn as {@link #stream} does, which can be followed by {@link TurnsClient#events} after a disconnect.
     *
     * @param onDisconnect what a disconnect means: {@code continue} lets the turn go on to its end, {@code cancel} cancels it
     * @param request the request
     * @return the response with the stream of events, to be read by {@link EventReader#of} and to be closed
     * @throws ProblemException as {@link #stream} does
     */
    @POST
    @Path("chatkit")
    @Produces("text/event-stream")
    Response startTurn(@HeaderParam("ChatKit-On-Disconnect") String onDisconnect, JsonBody request);

    /**
     * Sends a request as {@link #send} does, limited to the threads of one opportunity.
     *
     * @param opportunityId the id of the opportunity
     * @param request the request
     * @return the document
     * @throws ProblemException as {@link #send} does, and with status 404 if the caller has no such opportunity
     */
    @POST
    @Path("opportunities/{id}/chatkit")
    JsonObject sendForOpportunity(@PathParam("id") String opportunityId, JsonBody request);

    /**
     * Starts a turn as {@link #stream} does, limited to the threads of one opportunity; a new thread is linked to it.
     *
     * @param opportunityId the id of the opportunity
     * @param request the request
     * @return the stream of events, which must be closed
     * @throws ProblemException as {@link #stream} does, and with status 404 if the caller has no such opportunity
     */
    @POST
    @Path("opportunities/{id}/chatkit")
    @Produces("text/event-stream")
    InputStream streamForOpportunity(@PathParam("id") String opportunityId, JsonBody request);

    /**
     * Starts a turn as {@link #startTurn} does, limited to the threads of one opportunity; a new thread is linked to it.
     *
     * @param opportunityId the id of the opportunity
     * @param onDisconnect {@code continue} or {@code cancel}, as in {@link #startTurn}
     * @param request the request
     * @return the response with the stream of events, to be read by {@link EventReader#of} and to be closed
     * @throws ProblemException as {@link #stream} does, and with status 404 if the caller has no such opportunity
     */
    @POST
    @Path("opportunities/{id}/chatkit")
    @Produces("text/event-stream")
    Response startTurnForOpportunity(
            @PathParam("id") String opportunityId,
            @HeaderParam("ChatKit-On-Disconnect") String onDisconnect,
            JsonBody request);
}
