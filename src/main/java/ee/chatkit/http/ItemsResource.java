package ee.chatkit.http;

import ee.chatkit.chat.Conversations;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.json.ItemJson;
import ee.chatkit.protocol.json.PageJson;
import ee.chatkit.store.ItemScope;
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

/** The items of a thread that clients may see; a hidden one is as if it did not exist. */
@Path("threads/{id}/items")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class ItemsResource {
    @Inject
    private Store store;

    @Inject
    private Conversations conversations;

    @Inject
    private HttpSettings settings;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@BeanParam Call call, @PathParam("id") String id, InputStream body) {
        String threadId = Call.id(Kind.THREAD, id);
        var wanted = ItemJson.readNew(call.body(body, settings));
        String wantedId = wanted.id();
        String itemId = wantedId == null ? store.generateItemId(wanted.type()) : wantedId;
        var item =
                new ThreadItem(itemId, threadId, wanted.type(), settings.clock().instant(), wanted.content());
        conversations.add(call.caller(), item);
        return Answers.created(call.below(itemId), ItemJson.write(item));
    }

    @GET
    public Response list(@BeanParam Call call, @PathParam("id") String id) {
        var page = store.listItems(call.caller(), Call.id(Kind.THREAD, id), ItemScope.VISIBLE, call.page());
        return Answers.ok(PageJson.write(page, ItemJson::write));
    }

    @GET
    @Path("{item_id}")
    public Response read(@BeanParam Call call, @PathParam("id") String id, @PathParam("item_id") String itemId) {
        return Answers.read(call, ItemJson.write(visible(call.caller(), id, itemId)));
    }

    @PATCH
    @Path("{item_id}")
    @Consumes({MediaTypes.MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response change(
            @BeanParam Call call, @PathParam("id") String id, @PathParam("item_id") String itemId, InputStream body) {
        UnaryOperator<ThreadItem> patch = ItemJson.readPatch(call.body(body, settings));
        ThreadItem changed =
                store.updateItem(call.caller(), Call.id(Kind.THREAD, id), Call.id(Kind.ITEM, itemId), item -> {
                    requireVisible(item);
                    call.requireMatch(() -> ItemJson.write(item));
                    return patch.apply(item);
                });
        return Answers.ok(ItemJson.write(changed));
    }

    @DELETE
    @Path("{item_id}")
    public Response delete(@BeanParam Call call, @PathParam("id") String id, @PathParam("item_id") String itemId) {
        Caller caller = call.caller();
        ThreadItem item = visible(caller, id, itemId);
        call.requireMatch(() -> ItemJson.write(item));
        if (!store.deleteItem(caller, id, itemId)) {
            throw new NotFoundException(Kind.ITEM, itemId);
        }
        return Answers.gone();
    }

    private ThreadItem visible(Caller caller, String id, String itemId) {
        ThreadItem item = store.loadItem(caller, Call.id(Kind.THREAD, id), Call.id(Kind.ITEM, itemId));
        requireVisible(item);
        return item;
    }

    private static void requireVisible(ThreadItem item) {
        if (item.hidden()) {
            throw new NotFoundException(Kind.ITEM, item.id());
        }
    }
}
