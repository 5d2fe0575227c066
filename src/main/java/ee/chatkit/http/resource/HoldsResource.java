package ee.chatkit.http.resource;

import ee.chatkit.model.Ids;
import ee.chatkit.model.LegalHold;
import ee.chatkit.protocol.json.LegalHoldJson;
import ee.chatkit.protocol.json.ResponseJson;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Legal holds on threads and opportunities of all users. Requires the administrator role. */
@Path("holds")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
@SuppressWarnings("NullAway.Init")
public final class HoldsResource extends RestResource {
    private static final Logger LOG = System.getLogger(HoldsResource.class.getName());

    @Inject
    private LegalHolds holds;

    @GET
    public Response list() {
        requireAdmin();
        return Responses.ok(ResponseJson.page(holds.list(page()), LegalHoldJson::write));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response place(InputStream body) {
        requireAdmin();
        byte[] json = body(body);
        return once(json, () -> place(LegalHoldJson.readNew(json)));
    }

    private Response place(LegalHoldJson.NewHold requested) {
        String id = generatedId(Ids.HOLD, holds::generateHoldId);
        LegalHold hold = requested.create(id, caller().userId(), now());
        return created(
                "holds/{id}", () -> placed(hold), () -> holds.load(id), stored -> false, LegalHoldJson::write, id);
    }

    private LegalHold placed(LegalHold hold) {
        holds.place(caller(), hold);
        logAct("placed", hold.id());
        return hold;
    }

    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id) {
        requireAdmin();
        return Responses.ok(LegalHoldJson.write(holds.load(id(ResourceType.HOLD, id))));
    }

    @DELETE
    @Path("{id}")
    public Response lift(@PathParam("id") String id) {
        requireAdmin();
        if (!holds.lift(caller(), id(ResourceType.HOLD, id))) {
            throw new NotFoundException(ResourceType.HOLD, id);
        }
        logAct("lifted", id);
        return Responses.noContent();
    }

    private void logAct(String act, String id) {
        LOG.log(Level.INFO, "Legal hold {0} was {1} by \"{2}\"", id, act, caller().userId());
    }
}
