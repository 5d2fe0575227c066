package ee.chatkit.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/**
 * Threads and their items. Each method throws a {@link ProblemException} when the server refuses.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "chatkit")
@RegisterProvider(RepresentationCodec.class)
@RegisterProvider(ProblemResponseMapper.class)
@Path("threads")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface ThreadsClient {
    /** A page, the latest activity first. */
    @GET
    ResultPage<ThreadRepresentation> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after);

    /** Creates one; every member is optional. */
    @POST
    ThreadRepresentation create(JsonBody thread);

    @GET
    @Path("{id}")
    WithETag<ThreadRepresentation> read(@PathParam("id") String id);

    @PATCH
    @Path("{id}")
    @Consumes("application/merge-patch+json")
    ThreadRepresentation change(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch, JsonBody changes);

    /** Deletes it with its items and files. */
    @DELETE
    @Path("{id}")
    void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch);

    /** A page of its items, the newest first. */
    @GET
    @Path("{id}/items")
    ResultPage<ItemRepresentation> items(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after);

    /** Adds an item: {@code type}, perhaps {@code id}, and its content. */
    @POST
    @Path("{id}/items")
    ItemRepresentation addItem(@PathParam("id") String id, JsonBody item);

    @GET
    @Path("{id}/items/{item_id}")
    WithETag<ItemRepresentation> readItem(@PathParam("id") String id, @PathParam("item_id") String itemId);

    @PATCH
    @Path("{id}/items/{item_id}")
    @Consumes("application/merge-patch+json")
    ItemRepresentation changeItem(
            @PathParam("id") String id,
            @PathParam("item_id") String itemId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            JsonBody changes);

    @DELETE
    @Path("{id}/items/{item_id}")
    void deleteItem(
            @PathParam("id") String id,
            @PathParam("item_id") String itemId,
            @HeaderParam("If-Match") @Nullable String ifMatch);
}
