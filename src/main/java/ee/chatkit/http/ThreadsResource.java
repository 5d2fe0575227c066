package ee.chatkit.http;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.json.PageJson;
import ee.chatkit.protocol.json.ThreadJson;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Store;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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

/** The caller's threads, of whichever opportunity and of none. */
@Path("threads")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class ThreadsResource {
    @Inject
    private Store store;

    @Inject
    private HttpSettings settings;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@BeanParam RequestParameters requestParameters, InputStream body) {
        var wanted = ThreadJson.readNew(requestParameters.body(body, settings));
        String wantedId = wanted.id();
        String id = wantedId == null ? store.generateThreadId() : wantedId;
        ChatThread created = store.addThread(
                requestParameters.caller(), wanted.create(id, settings.clock().instant()));
        return Responses.created(requestParameters.location("threads", id), ThreadJson.write(created));
    }

    @GET
    public Response list(@BeanParam RequestParameters requestParameters) {
        return Responses.ok(PageJson.write(
                store.listThreads(requestParameters.caller(), requestParameters.page()), ThreadJson::write));
    }

    @GET
    @Path("{id}")
    public Response read(@BeanParam RequestParameters requestParameters, @PathParam("id") String id) {
        return Responses.read(requestParameters, ThreadJson.write(load(requestParameters, id)));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaTypes.MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response change(
            @BeanParam RequestParameters requestParameters, @PathParam("id") String id, InputStream body) {
        UnaryOperator<ChatThread> patch = ThreadJson.readPatch(requestParameters.body(body, settings));
        ChatThread changed = store.updateThread(
                requestParameters.caller(), RequestParameters.id(ResourceType.THREAD, id), thread -> {
                    requestParameters.requireMatch(() -> ThreadJson.write(thread));
                    return patch.apply(thread);
                });
        return Responses.ok(ThreadJson.write(changed));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@BeanParam RequestParameters requestParameters, @PathParam("id") String id) {
        requestParameters.requireMatch(() -> ThreadJson.write(load(requestParameters, id)));
        if (!store.deleteThread(requestParameters.caller(), RequestParameters.id(ResourceType.THREAD, id))) {
            throw new NotFoundException(ResourceType.THREAD, id);
        }
        return Responses.gone();
    }

    private ChatThread load(RequestParameters requestParameters, String id) {
        return store.loadThread(requestParameters.caller(), RequestParameters.id(ResourceType.THREAD, id));
    }
}
