package ee.chatkit.http;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.protocol.json.OpportunityJson;
import ee.chatkit.protocol.json.PageJson;
import ee.chatkit.protocol.json.ThreadJson;
import ee.chatkit.store.Kind;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OpportunityStore;
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
    public Response create(@BeanParam Call call, InputStream body) {
        var wanted = OpportunityJson.readNew(call.body(body, settings));
        String wantedId = wanted.id();
        String id = wantedId == null ? opportunities.generateOpportunityId() : wantedId;
        Opportunity created = opportunities.createOpportunity(call.caller(), id, wanted.details());
        return Answers.created(call.location("opportunities", id), OpportunityJson.write(created));
    }

    @GET
    public Response list(@BeanParam Call call) {
        var page = opportunities.listOpportunities(call.caller(), call.page());
        return Answers.ok(PageJson.write(page, OpportunityJson::write));
    }

    @GET
    @Path("{id}")
    public Response read(@BeanParam Call call, @PathParam("id") String id) {
        return Answers.read(call, OpportunityJson.write(load(call, id)));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaTypes.MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response change(@BeanParam Call call, @PathParam("id") String id, InputStream body) {
        UnaryOperator<Opportunity> patch = OpportunityJson.readPatch(call.body(body, settings));
        Opportunity changed =
                opportunities.updateOpportunity(call.caller(), Call.id(Kind.OPPORTUNITY, id), opportunity -> {
                    call.requireMatch(() -> OpportunityJson.write(opportunity));
                    return patch.apply(opportunity);
                });
        return Answers.ok(OpportunityJson.write(changed));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@BeanParam Call call, @PathParam("id") String id) {
        call.requireMatch(() -> OpportunityJson.write(load(call, id)));
        if (!opportunities.deleteOpportunity(call.caller(), Call.id(Kind.OPPORTUNITY, id))) {
            throw new NotFoundException(Kind.OPPORTUNITY, id);
        }
        return Answers.gone();
    }

    @GET
    @Path("{id}/threads")
    public Response threads(@BeanParam Call call, @PathParam("id") String id) {
        var page = store.listThreads(call.caller(), Call.id(Kind.OPPORTUNITY, id), call.page());
        return Answers.ok(PageJson.write(page, ThreadJson::write));
    }

    @POST
    @Path("{id}/threads")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response createThread(@BeanParam Call call, @PathParam("id") String id, InputStream body) {
        var wanted = ThreadJson.readNew(call.body(body, settings)).within(Call.id(Kind.OPPORTUNITY, id));
        String wantedId = wanted.id();
        String threadId = wantedId == null ? store.generateThreadId() : wantedId;
        ChatThread created = store.addThread(
                call.caller(), wanted.begin(threadId, settings.clock().instant()));
        return Answers.created(call.location("threads", threadId), ThreadJson.write(created));
    }

    private Opportunity load(Call call, String id) {
        return opportunities.loadOpportunity(call.caller(), Call.id(Kind.OPPORTUNITY, id));
    }
}
