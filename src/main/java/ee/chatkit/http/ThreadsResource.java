package ee.chatkit.http;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.json.PageJson;
import ee.chatkit.protocol.json.ThreadJson;
import ee.chatkit.store.Kind;
import ee.chatkit.store.NotFoundException;
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
    public Response create(@BeanParam Call call, InputStream body) {
        var wanted = ThreadJson.readNew(call.body(body, settings));
        String wantedId = wanted.id();
        String id = wantedId == null ? store.generateThreadId() : wantedId;
        ChatThread created =
                store.addThread(call.caller(), wanted.begin(id, settings.clock().instant()));
        return Answers.created(call.location("threads", id), ThreadJson.write(created));
    }

    @GET
    public Response list(@BeanParam Call call) {
        return Answers.ok(PageJson.write(store.listThreads(call.caller(), call.page()), ThreadJson::write));
    }

    @GET
    @Path("{id}")
    public Response read(@BeanParam Call call, @PathParam("id") String id) {
        return Answers.read(call, ThreadJson.write(load(call, id)));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaTypes.MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response change(@BeanParam Call call, @PathParam("id") String id, InputStream body) {
        UnaryOperator<ChatThread> patch = ThreadJson.readPatch(call.body(body, settings));
        ChatThread changed = store.updateThread(call.caller(), Call.id(Kind.THREAD, id), thread -> {
            call.requireMatch(() -> ThreadJson.write(thread));
            return patch.apply(thread);
        });
        return Answers.ok(ThreadJson.write(changed));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@BeanParam Call call, @PathParam("id") String id) {
        call.requireMatch(() -> ThreadJson.write(load(call, id)));
        if (!store.deleteThread(call.caller(), Call.id(Kind.THREAD, id))) {
            throw new NotFoundException(Kind.THREAD, id);
        }
        return Answers.gone();
    }

    private ChatThread load(Call call, String id) {
        return store.loadThread(call.caller(), Call.id(Kind.THREAD, id));
    }
}
