package ee.chatkit.http.resource;

import ee.chatkit.chat.TurnService;
import ee.chatkit.model.AuditAction;
import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.json.ResponseJson;
import ee.chatkit.protocol.json.ThreadJson;
import ee.chatkit.protocol.json.TurnJson;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Store;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.UnaryOperator;

/** The caller's threads, within opportunities and without. */
@Path("threads")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class ThreadsResource extends ThreadCreatingResource {
    @Inject
    private TurnService turns;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        byte[] json = body(body);
        return once(json, () -> createThread(ThreadJson.readNew(json)));
    }

    @GET
    public Response list() {
        var page = store().forDisplay().listThreads(caller(), threadFilter(), page());
        return Responses.ok(ResponseJson.page(page, ThreadJson::write));
    }

    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id) {
        return conditional(ThreadJson.write(load(store().forDisplay(), id)));
    }

    /** The precondition is checked in the transaction of the update. */
    @PATCH
    @Path("{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response update(@PathParam("id") String id, InputStream body) {
        UnaryOperator<ChatThread> patch = ThreadJson.readPatch(body(body));
        ChatThread updated = store().updateThread(caller(), id(ResourceType.THREAD, id), thread -> {
            requireMatch(() -> ThreadJson.write(thread));
            return patch.apply(thread);
        });
        return Responses.ok(ThreadJson.write(updated));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        return delete(AuditAction.THREAD_DELETE, ResourceType.THREAD, id, () -> {
            requireMatch(() -> ThreadJson.write(load(store(), id)));
            return store().deleteThread(caller(), id(ResourceType.THREAD, id));
        });
    }

    /** The turns that are running in the thread. */
    @GET
    @Path("{id}/turns")
    public Response turns(@PathParam("id") String id) {
        return Responses.ok(TurnJson.write(turns.running(caller(), id(ResourceType.THREAD, id))));
    }

    private ChatThread load(Store from, String id) {
        return from.loadThread(caller(), id(ResourceType.THREAD, id));
    }
}
