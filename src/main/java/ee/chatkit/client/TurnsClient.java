package ee.chatkit.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/**
 * Turns that are running or have ended a short time ago, on whichever node of the server. {@link ThreadsClient#runningTurns} lists those of
 * a thread.
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
@Path("turns/{id}")
@Produces(MediaType.APPLICATION_JSON)
public interface TurnsClient {
    /**
     * Reads a turn.
     *
     * @param id the id
     * @return the turn
     * @throws ProblemException with status 404 if the caller has no such turn, or it ended too long ago
     */
    @GET
    TurnRepresentation read(@PathParam("id") String id);

    /**
     * Follows a turn: its events from a number on, and then those that follow, until it ends.
     *
     * @param id the id
     * @param after the {@linkplain EventReader#lastEventId id of the last event} that is known; null for all events
     * @return the stream of events, to be read by an {@link EventReader} and to be closed; closing it early does not affect the turn
     * @throws ProblemException with status 404 if the caller has no such turn, or it ended too long ago
     */
    @GET
    @Path("events")
    @Produces("text/event-stream")
    InputStream events(@PathParam("id") String id, @QueryParam("after") @Nullable String after);

    /**
     * Cancels a turn; its partial answer is stored. A turn that has ended is not affected.
     *
     * @param id the id
     * @return the turn, which may still be running for a moment
     * @throws ProblemException with status 404 if the caller has no such turn, or it ended too long ago
     */
    @POST
    @Path("cancel")
    TurnRepresentation cancel(@PathParam("id") String id);
}
