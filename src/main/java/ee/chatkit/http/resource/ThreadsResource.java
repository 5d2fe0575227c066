package ee.chatkit.http.resource;

import ee.chatkit.limits.StoredQuotas;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Ids;
import ee.chatkit.protocol.json.ResponseJson;
import ee.chatkit.protocol.json.ThreadJson;
import ee.chatkit.store.NotFoundException;
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
public final class ThreadsResource extends RestResource {
    @Inject
    private Store store;

    @Inject
    private StoredQuotas quotas;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        byte[] json = body(body);
        return once(json, () -> create(json));
    }

    private Response create(byte[] json) {
        var requested = ThreadJson.readNew(json);
        String id = newId(requested.id(), Ids.THREAD, store::generateThreadId);
        ChatThread wanted = requested.create(id, now());
        return created(
                "threads/{id}",
                () -> add(wanted),
                () -> load(id),
                stored -> isSame(wanted, stored),
                ThreadJson::write,
                id);
    }

    @GET
    public Response list() {
        return Responses.ok(ResponseJson.page(store.listThreads(caller(), page()), ThreadJson::write));
    }

    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id) {
        return conditional(ThreadJson.write(load(id)));
    }

    /** The precondition is checked in the transaction of the update. */
    @PATCH
    @Path("{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response update(@PathParam("id") String id, InputStream body) {
        UnaryOperator<ChatThread> patch = ThreadJson.readPatch(body(body));
        ChatThread updated = store.updateThread(caller(), id(ResourceType.THREAD, id), thread -> {
            requireMatch(() -> ThreadJson.write(thread));
            return patch.apply(thread);
        });
        return Responses.ok(ThreadJson.write(updated));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        requireMatch(() -> ThreadJson.write(load(id)));
        if (!store.deleteThread(caller(), id(ResourceType.THREAD, id))) {
            throw new NotFoundException(ResourceType.THREAD, id);
        }
        return Responses.noContent();
    }

    /** A thread that names no opportunity may have been linked to the one that was active. */
    static boolean isSame(ChatThread wanted, ChatThread stored) {
        String opportunityId = wanted.opportunityId() == null ? stored.opportunityId() : wanted.opportunityId();
        return ThreadJson.isSame(wanted.withOpportunityId(opportunityId), stored);
    }

    private ChatThread add(ChatThread wanted) {
        quotas.addThread(caller());
        return store.addThread(caller(), wanted);
    }

    private ChatThread load(String id) {
        return store.loadThread(caller(), id(ResourceType.THREAD, id));
    }
}
