package ee.chatkit.http.resource;

import ee.chatkit.chat.EventSource;
import ee.chatkit.chat.TurnService;
import ee.chatkit.http.WithoutBody;
import ee.chatkit.http.stream.Delivery;
import ee.chatkit.http.stream.EventStreams;
import ee.chatkit.limits.CallerLimiter;
import ee.chatkit.limits.LimitPermit;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.protocol.json.TurnJson;
import ee.chatkit.store.ResourceType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The caller's turns that are running or have ended a short time ago, on whichever node. */
@Path("turns/{id}")
@ApplicationScoped
public class TurnsResource extends CallerResource {
    private static final String AFTER = "after";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    @Inject
    private TurnService turns;

    @Inject
    private EventStreams streams;

    @Inject
    private CallerLimiter limiter;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(@PathParam("id") String id) {
        return Responses.ok(TurnJson.write(turns.find(caller(), id(ResourceType.TURN, id))));
    }

    /**
     * Sends the events of a turn that the client has not seen, and those that follow. A browser that reconnects repeats the query and
     * adds the header, which is newer; it does so after each response but one without content.
     */
    @GET
    @Path("events")
    public void events(
            @PathParam("id") String id,
            @QueryParam(AFTER) @Nullable String after,
            @Suspended AsyncResponse response,
            @Context HttpServletRequest request) {
        String last = header(LAST_EVENT_ID);
        boolean again = last != null && !last.isEmpty();
        long seen = again ? number(LAST_EVENT_ID, last) : number(AFTER, after);
        Caller caller = caller();
        EventSource turn = turns.follow(caller, id(ResourceType.TURN, id), seen);
        if (again && turns.isOver(caller, id, seen)) {
            response.resume(Responses.noContent());
            return;
        }
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            response.resume(Response.ok().type(EventStreams.MEDIA_TYPE).build());
            return;
        }
        LimitPermit permit = limiter.acquireTurn(caller, 0);
        try {
            streams.open(turn, Delivery.FOLLOWER, request, response, permit::close);
        } catch (RuntimeException | Error e) {
            permit.close();
            throw e;
        }
    }

    @POST
    @Path("cancel")
    @WithoutBody
    @Produces(MediaType.APPLICATION_JSON)
    public Response cancel(@PathParam("id") String id) {
        String turn = TurnJson.write(turns.cancel(caller(), id(ResourceType.TURN, id)));
        return Responses.accepted(turn);
    }

    private static long number(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new InvalidInputException(name, "must be the number of an event");
        }
        return Long.parseLong(text);
    }
}
