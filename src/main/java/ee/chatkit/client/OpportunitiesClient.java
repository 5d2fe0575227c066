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
 * Opportunities, and the threads of each.
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
@Path("opportunities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface OpportunitiesClient {
    /**
     * Lists opportunities in the order of their creation.
     *
     * @param limit the largest number of entries, 1 to 100; null for 20
     * @param order {@code desc} (newest first) or {@code asc}; null for {@code desc}
     * @param after the cursor of the previous page, or the id of an entry; null for the first page
     * @return the page
     * @throws ProblemException with status 400 for an invalid parameter
     */
    @GET
    ResultPage<OpportunityRepresentation> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after);

    /**
     * Creates an opportunity.
     *
     * @param opportunity an object with the member {@code name}; {@code id}, {@code client_name}, {@code description},
     *     {@code current_phase} and {@code context_summary} are optional
     * @return the opportunity
     * @throws ProblemException with status 400 for an invalid member, 409 if the id is in use
     */
    @POST
    OpportunityRepresentation create(JsonBody opportunity);

    /**
     * Reads an opportunity.
     *
     * @param id the id
     * @return the opportunity with its ETag
     * @throws ProblemException with status 404 if the caller has no such opportunity
     */
    @GET
    @Path("{id}")
    WithETag<OpportunityRepresentation> read(@PathParam("id") String id);

    /**
     * Changes the named members of an opportunity. The precondition is checked atomically with the change.
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
    OpportunityRepresentation update(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch, JsonBody changes);

    /**
     * Deletes an opportunity with its threads, their items and attachments.
     *
     * @param id the id
     * @param ifMatch the ETag that it must have, checked before the deletion; null for no precondition
     * @throws ProblemException with status 404 if it does not exist, 412 if the ETag does not match
     */
    @DELETE
    @Path("{id}")
    void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch);

    /**
     * Lists the threads of an opportunity in the order of their latest activity.
     *
     * @param id the id of the opportunity
     * @param limit the largest number of entries, 1 to 100; null for 20
     * @param order {@code desc} (newest first) or {@code asc}; null for {@code desc}
     * @param after the cursor of the previous page, or the id of an entry; null for the first page
     * @return the page
     * @throws ProblemException with status 400 for an invalid parameter, 404 if the caller has no such opportunity
     */
    @GET
    @Path("{id}/threads")
    ResultPage<ThreadRepresentation> listThreads(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after);

    /**
     * Creates a thread in an opportunity.
     *
     * @param id the id of the opportunity
     * @param thread the thread, see {@link ThreadsClient#create}
     * @return the thread
     * @throws ProblemException with status 400 for an invalid member, 404 if the caller has no such opportunity, 409
     *     if the id is in use
     */
    @POST
    @Path("{id}/threads")
    ThreadRepresentation createThread(@PathParam("id") String id, JsonBody thread);
}
