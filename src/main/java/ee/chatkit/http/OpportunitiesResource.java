package ee.chatkit.http;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.protocol.json.OpportunityJson;
import ee.chatkit.protocol.json.PageJson;
import ee.chatkit.protocol.json.ThreadJson;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OpportunityStore;
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

/** Opportunities, and the threads of each. */
@Path("opportunities")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class OpportunitiesResource {
    @Inject
    private Store store;

    @Inject
    private OpportunityStore opportunities;

    @Inject
    private HttpSettings settings;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@BeanParam RequestParameters requestParameters, InputStream body) {
        var wanted = OpportunityJson.readNew(requestParameters.body(body, settings));
        String wantedId = wanted.id();
        String id = wantedId == null ? opportunities.generateOpportunityId() : wantedId;
        Opportunity created = opportunities.createOpportunity(requestParameters.caller(), id, wanted.details());
        return Responses.created(requestParameters.location("opportunities", id), OpportunityJson.write(created));
    }

    @GET
    public Response list(@BeanParam RequestParameters requestParameters) {
        var page = opportunities.listOpportunities(requestParameters.caller(), requestParameters.page());
        return Responses.ok(PageJson.write(page, OpportunityJson::write));
    }

    @GET
    @Path("{id}")
    public Response read(@BeanParam RequestParameters requestParameters, @PathParam("id") String id) {
        return Responses.read(requestParameters, OpportunityJson.write(load(requestParameters, id)));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaTypes.MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response change(
            @BeanParam RequestParameters requestParameters, @PathParam("id") String id, InputStream body) {
        UnaryOperator<Opportunity> patch = OpportunityJson.readPatch(requestParameters.body(body, settings));
        Opportunity changed = opportunities.updateOpportunity(
                requestParameters.caller(), RequestParameters.id(ResourceType.OPPORTUNITY, id), opportunity -> {
                    requestParameters.requireMatch(() -> OpportunityJson.write(opportunity));
                    return patch.apply(opportunity);
                });
        return Responses.ok(OpportunityJson.write(changed));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@BeanParam RequestParameters requestParameters, @PathParam("id") String id) {
        requestParameters.requireMatch(() -> OpportunityJson.write(load(requestParameters, id)));
        if (!opportunities.deleteOpportunity(
                requestParameters.caller(), RequestParameters.id(ResourceType.OPPORTUNITY, id))) {
            throw new NotFoundException(ResourceType.OPPORTUNITY, id);
        }
        return Responses.gone();
    }

    @GET
    @Path("{id}/threads")
    public Response threads(@BeanParam RequestParameters requestParameters, @PathParam("id") String id) {
        var page = store.listThreads(
                requestParameters.caller(),
                RequestParameters.id(ResourceType.OPPORTUNITY, id),
                requestParameters.page());
        return Responses.ok(PageJson.write(page, ThreadJson::write));
    }

    @POST
    @Path("{id}/threads")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response createThread(
            @BeanParam RequestParameters requestParameters, @PathParam("id") String id, InputStream body) {
        var wanted = ThreadJson.readNew(requestParameters.body(body, settings))
                .inOpportunity(RequestParameters.id(ResourceType.OPPORTUNITY, id));
        String wantedId = wanted.id();
        String threadId = wantedId == null ? store.generateThreadId() : wantedId;
        ChatThread created = store.addThread(
                requestParameters.caller(),
                wanted.create(threadId, settings.clock().instant()));
        return Responses.created(requestParameters.location("threads", threadId), ThreadJson.write(created));
    }

    private Opportunity load(RequestParameters requestParameters, String id) {
        return opportunities.loadOpportunity(
                requestParameters.caller(), RequestParameters.id(ResourceType.OPPORTUNITY, id));
    }
}
