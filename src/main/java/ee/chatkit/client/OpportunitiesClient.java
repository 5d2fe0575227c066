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
 * Opportunities, and the threads of each. Each method throws a {@link ProblemException} when the server refuses.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "chatkit")
@RegisterProvider(RepresentationCodec.class)
@RegisterProvider(ProblemResponseMapper.class)
@Path("opportunities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface OpportunitiesClient {
    /**
     * A page, what was changed last first.
     *
     * @param limit 1 to 100, 20 when null
     * @param order {@code desc} or {@code asc}
     * @param after where it begins; null for the first page
     */
    @GET
    ResultPage<OpportunityRepresentation> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after);

    /** Creates one: {@code name}, and perhaps {@code id}, {@code client_name}, {@code description} and more. */
    @POST
    OpportunityRepresentation create(JsonBody opportunity);

    @GET
    @Path("{id}")
    WithETag<OpportunityRepresentation> read(@PathParam("id") String id);

    /**
     * Changes what is named.
     *
     * @param ifMatch the tag that it must have; null for any
     */
    @PATCH
    @Path("{id}")
    @Consumes("application/merge-patch+json")
    OpportunityRepresentation change(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch, JsonBody changes);

    /** Deletes it with all of its threads. */
    @DELETE
    @Path("{id}")
    void delete(@PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch);

    /** A page of its threads, the latest activity first. */
    @GET
    @Path("{id}/threads")
    ResultPage<ThreadRepresentation> threads(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after);

    /** Creates a thread in it. */
    @POST
    @Path("{id}/threads")
    ThreadRepresentation createThread(@PathParam("id") String id, JsonBody thread);
}
