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
 * Threads and their items.
 *
 * <p>MicroProfile REST Client implements this interface; the configuration key is {@code chatkit}. Instances are
 * thread-safe. Methods block until the response arrives and throw {@link ProblemException} for each status of 400 and
 * above, and {@link jakarta.ws.rs.ProcessingException} if the server cannot be reached or its response cannot be read.
 * Ids must not be null.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "chatkit")
@RegisterProvider(RepresentationCodec.class)
@RegisterProvider(ProblemResponseMapper.class)
@RegisterProvider(IdempotencyKeyFilter.class)
@Path("threads")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface ThreadsClient {
    /**
     * Lists the caller's threads that are not archived, in the order of their latest activity.
     *
     * @param limit the largest number of entries, 1 to 100; null for 20
     * @param order {@code desc} (newest first) or {@code asc}; null for {@code desc}
     * @param after the cursor of the previous page, or the id of an entry; null for the first page
     * @return the page
     * @throws ProblemException with status 400 for an invalid parameter
     */
    @GET
    ResultPage<ThreadRepresentation> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after);

    /**
     * Lists those of the caller's threads that fulfil all given conditions, in the order of their latest activity.
     *
     * @param archived {@code true}, {@code false} or {@code any}; null for {@code false}
     * @param pinned whether they are pinned; null for both
     * @param label a label that they have; null for any or none
     * @param status {@code active}, {@code locked} or {@code closed}; null for any
     * @param limit the largest number of entries, 1 to 100; null for 20
     * @param order {@code desc} (newest first) or {@code asc}; null for {@code desc}
     * @param after the cursor of the previous page, or the id of an entry; null for the first page
     * @return the page
     * @throws ProblemException with status 400 for an invalid parameter
     */
    @GET
    ResultPage<ThreadRepresentation> list(
            @QueryParam("archived") @Nullable String archived,
            @QueryParam("pinned") @Nullable Boolean pinned,
            @QueryParam("label") @Nullable String label,
            @QueryParam("status") @Nullable String status,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after);

    /**
     * Creates a thread. Unless it names an opportunity, it is linked to the caller's active one, if any.
     *
     * @param thread an object with the optional members {@code id}, {@code opportunity_id}, {@code title}, {@code
     *     status}, {@code metadata}, {@code allowed_image_domains}, {@code pinned}, {@code archived} and {@code labels}
     * @return the thread
     * @throws ProblemException with status 400 for an invalid member, 409 if the id is in use
     */
    @POST
    ThreadRepresentation create(JsonBody thread);

    /**
     * Reads a thread.
     *
     * @param id the id
     * @return the thread with its ETag
     * @throws ProblemException with status 404 if the caller has no such thread
     */
    @GET
    @Path("{id}")
    WithETag<ThreadRepresentation> read(@PathParam("id") String id);

    /**
     * Changes the named members of a thread. The precondition is checked atomically with the change.
     *
     * @param id the id
     * @param ifMatch the ETag that it must have; null for no precondition
     * @param changes a merge patch
     * @return the changed state
     * @throws ProblemException with status 400 for an invalid member, 404 if it does not exist, 412 if the ETag does
     *     not match
     */
    @PATCH
    @Path("{id}")
    @Consumes("application/merge-patch+json")
    ThreadRepresentation update(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch, JsonBody changes);

    /**
     * Deletes a thread with its items and attachments.
     *
     * @param id the id
     * @param ifMatch the ETag that it must have, checked before the deletion; null for no precondition
     * @throws ProblemException with status 404 if it does not exist, 412 if the ETag does not match
     */
    @DELETE
    @Path("{id}")
    void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch);

    /**
     * Lists the turns that are running in a thread, in the order in which they began.
     *
     * @param id the id of the thread
     * @return the turns, on one page
     * @throws ProblemException with status 404 if the caller has no such thread
     */
    @GET
    @Path("{id}/turns")
    ResultPage<TurnRepresentation> runningTurns(@PathParam("id") String id);

    /**
     * Lists the visible items of a thread by their position.
     *
     * @param id the id of the thread
     * @param limit the largest number of entries, 1 to 100; null for 20
     * @param order {@code desc} (newest first) or {@code asc}; null for {@code desc}
     * @param after the cursor of the previous page, or the id of an entry; null for the first page
     * @return the page
     * @throws ProblemException with status 400 for an invalid parameter, 404 if the caller has no such thread
     */
    @GET
    @Path("{id}/items")
    ResultPage<ItemRepresentation> listItems(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after);

    /**
     * Appends an item to a thread. No responder answers it.
     *
     * @param id the id of the thread
     * @param item an object with the member {@code type}, optionally {@code id}, and the members of the type
     * @return the item
     * @throws ProblemException with status 400 for an invalid member, 404 if the caller has no such thread, 409 if the
     *     id is in use
     */
    @POST
    @Path("{id}/items")
    ItemRepresentation addItem(@PathParam("id") String id, JsonBody item);

    /**
     * Reads an item.
     *
     * @param id the id of the thread
     * @param itemId the id of the item
     * @return the item with its ETag
     * @throws ProblemException with status 404 if the thread has no such visible item
     */
    @GET
    @Path("{id}/items/{item_id}")
    WithETag<ItemRepresentation> readItem(@PathParam("id") String id, @PathParam("item_id") String itemId);

    /**
     * Changes the named members of an item. The precondition is checked atomically with the change.
     *
     * @param id the id of the thread
     * @param itemId the id of the item
     * @param ifMatch the ETag that it must have; null for no precondition
     * @param changes a merge patch
     * @return the changed state
     * @throws ProblemException with status 400 for an invalid member, 404 if it does not exist, 412 if the ETag does
     *     not match
     */
    @PATCH
    @Path("{id}/items/{item_id}")
    @Consumes("application/merge-patch+json")
    ItemRepresentation updateItem(
            @PathParam("id") String id,
            @PathParam("item_id") String itemId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            JsonBody changes);

    /**
     * Deletes an item.
     *
     * @param id the id of the thread
     * @param itemId the id of the item
     * @param ifMatch the ETag that it must have, checked before the deletion; null for no precondition
     * @throws ProblemException with status 404 if it does not exist, 412 if the ETag does not match
     */
    @DELETE
    @Path("{id}/items/{item_id}")
    void deleteItem(
            @PathParam("id") String id,
            @PathParam("item_id") String itemId,
            @HeaderParam("If-Match") @Nullable String ifMatch);
}
