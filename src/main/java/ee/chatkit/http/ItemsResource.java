package ee.chatkit.http;

import ee.chatkit.chat.ItemService;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.json.ItemJson;
import ee.chatkit.protocol.json.PageJson;
import ee.chatkit.store.ItemScope;
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

/** The items of a thread that clients may see; a hidden one is as if it did not exist. */
@Path("threads/{id}/items")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class ItemsResource {
    @Inject
    private Store store;

    @Inject
    private ItemService itemService;

    @Inject
    private HttpSettings settings;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(
            @BeanParam RequestParameters requestParameters, @PathParam("id") String id, InputStream body) {
        String threadId = RequestParameters.id(ResourceType.THREAD, id);
        var wanted = ItemJson.readNew(requestParameters.body(body, settings));
        String wantedId = wanted.id();
        String itemId = wantedId == null ? store.generateItemId(wanted.type()) : wantedId;
        var item =
                new ThreadItem(itemId, threadId, wanted.type(), settings.clock().instant(), wanted.content());
        itemService.add(requestParameters.caller(), item);
        return Responses.created(requestParameters.below(itemId), ItemJson.write(item));
    }

    @GET
    public Response list(@BeanParam RequestParameters requestParameters, @PathParam("id") String id) {
        var page = store.listItems(
                requestParameters.caller(),
                RequestParameters.id(ResourceType.THREAD, id),
                ItemScope.VISIBLE,
                requestParameters.page());
        return Responses.ok(PageJson.write(page, ItemJson::write));
    }

    @GET
    @Path("{item_id}")
    public Response read(
            @BeanParam RequestParameters requestParameters,
            @PathParam("id") String id,
            @PathParam("item_id") String itemId) {
        return Responses.read(requestParameters, ItemJson.write(visible(requestParameters.caller(), id, itemId)));
    }

    @PATCH
    @Path("{item_id}")
    @Consumes({MediaTypes.MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response change(
            @BeanParam RequestParameters requestParameters,
            @PathParam("id") String id,
            @PathParam("item_id") String itemId,
            InputStream body) {
        UnaryOperator<ThreadItem> patch = ItemJson.readPatch(requestParameters.body(body, settings));
        ThreadItem changed = store.updateItem(
                requestParameters.caller(),
                RequestParameters.id(ResourceType.THREAD, id),
                RequestParameters.id(ResourceType.ITEM, itemId),
                item -> {
                    requireVisible(item);
                    requestParameters.requireMatch(() -> ItemJson.write(item));
                    return patch.apply(item);
                });
        return Responses.ok(ItemJson.write(changed));
    }

    @DELETE
    @Path("{item_id}")
    public Response delete(
            @BeanParam RequestParameters requestParameters,
            @PathParam("id") String id,
            @PathParam("item_id") String itemId) {
        Caller caller = requestParameters.caller();
        ThreadItem item = visible(caller, id, itemId);
        requestParameters.requireMatch(() -> ItemJson.write(item));
        if (!store.deleteItem(caller, id, itemId)) {
            throw new NotFoundException(ResourceType.ITEM, itemId);
        }
        return Responses.gone();
    }

    private ThreadItem visible(Caller caller, String id, String itemId) {
        ThreadItem item = store.loadItem(
                caller, RequestParameters.id(ResourceType.THREAD, id), RequestParameters.id(ResourceType.ITEM, itemId));
        requireVisible(item);
        return item;
    }

    private static void requireVisible(ThreadItem item) {
        if (item.hidden()) {
            throw new NotFoundException(ResourceType.ITEM, item.id());
        }
    }
}
