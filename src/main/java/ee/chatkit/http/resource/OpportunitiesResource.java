package ee.chatkit.http.resource;

import ee.chatkit.model.AuditAction;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Opportunity;
import ee.chatkit.protocol.json.OpportunityJson;
import ee.chatkit.protocol.json.ResponseJson;
import ee.chatkit.protocol.json.ThreadJson;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.ResourceType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.UnaryOperator;

/** Opportunities, the threads of each, and the ChatKit protocol limited to one opportunity. */
@Path("opportunities")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class OpportunitiesResource extends ThreadCreatingResource {
    @Inject
    private OpportunityStore opportunities;

    @Inject
    private ChatKitEndpoint endpoint;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        byte[] json = body(body);
        return once(json, () -> create(json));
    }

    private Response create(byte[] json) {
        var requested = OpportunityJson.readNew(json);
        String id = newId(requested.id(), Ids.OPPORTUNITY, opportunities::generateOpportunityId);
        return created(
                "opportunities/{id}",
                () -> opportunities.createOpportunity(caller(), id, requested.details()),
                () -> load(opportunities, id),
                stored -> stored.details().equals(requested.details()),
                OpportunityJson::write,
                id);
    }

    @GET
    public Response list() {
        return Responses.ok(ResponseJson.page(
                opportunities.forDisplay().listOpportunities(caller(), page()), OpportunityJson::write));
    }

    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id) {
        return conditional(OpportunityJson.write(load(opportunities.forDisplay(), id)));
    }

    /** The precondition is checked in the transaction of the update. */
    @PATCH
    @Path("{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response update(@PathParam("id") String id, InputStream body) {
        UnaryOperator<Opportunity> patch = OpportunityJson.readPatch(body(body));
        Opportunity updated =
                opportunities.updateOpportunity(caller(), id(ResourceType.OPPORTUNITY, id), opportunity -> {
                    requireMatch(() -> OpportunityJson.write(opportunity));
                    return patch.apply(opportunity);
                });
        return Responses.ok(OpportunityJson.write(updated));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        return delete(AuditAction.OPPORTUNITY_DELETE, ResourceType.OPPORTUNITY, id, () -> {
            requireMatch(() -> OpportunityJson.write(load(opportunities, id)));
            return opportunities.deleteOpportunity(caller(), id(ResourceType.OPPORTUNITY, id));
        });
    }

    @GET
    @Path("{id}/threads")
    public Response listThreads(@PathParam("id") String id) {
        var page = store().forDisplay().listThreads(caller(), id(ResourceType.OPPORTUNITY, id), threadFilter(), page());
        return Responses.ok(ResponseJson.page(page, ThreadJson::write));
    }

    @POST
    @Path("{id}/threads")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response createThread(@PathParam("id") String id, InputStream body) {
        String opportunityId = id(ResourceType.OPPORTUNITY, id);
        byte[] json = body(body);
        return once(json, () -> createThread(ThreadJson.readNew(json).inOpportunity(opportunityId)));
    }

    /** The ChatKit protocol for the threads of this opportunity and no others. */
    @POST
    @Path("{id}/chatkit")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    public void chatKit(
            @PathParam("id") String id,
            @Suspended AsyncResponse response,
            @Context HttpServletRequest request,
            InputStream body) {
        String opportunityId = id(ResourceType.OPPORTUNITY, id);
        byte[] json = body(body);
        endpoint.serve(
                json, keyed(json), (metadata, attempt) -> context(opportunityId, metadata, attempt), request, response);
    }

    private Opportunity load(OpportunityStore from, String id) {
        return from.loadOpportunity(caller(), id(ResourceType.OPPORTUNITY, id));
    }
}
