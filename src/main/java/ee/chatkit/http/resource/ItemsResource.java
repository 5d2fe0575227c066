package ee.chatkit.http.resource;

import ee.chatkit.chat.ItemService;
import ee.chatkit.model.AuditAction;
import ee.chatkit.model.Ids;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.json.ItemJson;
import ee.chatkit.protocol.json.PreviewLinks;
import ee.chatkit.protocol.json.ResponseJson;
import ee.chatkit.store.ItemScope;
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

/** The visible items of a thread; hidden items are not found. */
@Path("threads/{id}/items")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class ItemsResource extends RestResource {
    @Inject
    private Store store;

    @Inject
    private ItemService itemService;

    @Inject
    private MessageLengths messages;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@PathParam("id") String id, InputStream body) {
        String threadId = id(ResourceType.THREAD, id);
        byte[] json = body(body);
        return once(json, () -> create(threadId, json));
    }

    private Response create(String threadId, byte[] json) {
        var requested = ItemJson.readNew(json);
        String requestedId = requested.id();
        String type = requested.type();
        String itemId = requestedId == null
                ? generatedId(Ids.prefixForItemType(type), () -> store.generateItemId(type))
                : requestedId;
        ThreadItem item = PreviewLinks.withoutAddress(
                new ThreadItem(itemId, threadId, requested.type(), now(), requested.content()));
        messages.require(caller(), item);
        return created(
                "threads/{id}/items/{item_id}",
                () -> item.withCreatedAt(itemService.add(caller(), item).createdAt()),
                () -> loadVisible(store, threadId, itemId),
                stored -> ItemJson.isSame(item, stored),
                this::json,
                threadId,
                itemId);
    }

    @GET
    public Response list(@PathParam("id") String id) {
        var page = store.forDisplay().listItems(caller(), id(ResourceType.THREAD, id), ItemScope.VISIBLE, page());
        return Responses.ok(ResponseJson.items(PreviewLinks.resolve(page, base())));
    }

    @GET
    @Path("{item_id}")
    public Response read(@PathParam("id") String id, @PathParam("item_id") String itemId) {
        return conditional(json(loadVisible(store.forDisplay(), id, itemId)));
    }

    /** The precondition is checked in the transaction of the update. */
    @PATCH
    @Path("{item_id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response update(@PathParam("id") String id, @PathParam("item_id") String itemId, InputStream body) {
        UnaryOperator<ThreadItem> patch = ItemJson.readPatch(body(body));
        ThreadItem updated =
                store.updateItem(caller(), id(ResourceType.THREAD, id), id(ResourceType.ITEM, itemId), item -> {
                    requireVisible(item);
                    requireMatch(() -> json(item));
                    ThreadItem patched = PreviewLinks.withoutAddress(patch.apply(item));
                    messages.require(caller(), patched);
                    return patched;
                });
        return Responses.ok(json(updated));
    }

    @DELETE
    @Path("{item_id}")
    public Response delete(@PathParam("id") String id, @PathParam("item_id") String itemId) {
        return delete(AuditAction.ITEM_DELETE, ResourceType.ITEM, itemId, () -> {
            ThreadItem item = loadVisible(store, id, itemId);
            requireMatch(() -> json(item));
            return store.deleteItem(caller(), id, itemId);
        });
    }

    private String json(ThreadItem item) {
        return ItemJson.write(PreviewLinks.resolve(item, base()));
    }

    private ThreadItem loadVisible(Store from, String id, String itemId) {
        ThreadItem item = from.loadItem(caller(), id(ResourceType.THREAD, id), id(ResourceType.ITEM, itemId));
        requireVisible(item);
        return item;
    }

    private static void requireVisible(ThreadItem item) {
        if (item.hidden()) {
            throw new NotFoundException(ResourceType.ITEM, item.id());
        }
    }
}
