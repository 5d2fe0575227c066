package ee.chatkit.http;

import ee.chatkit.model.Opportunity;
import ee.chatkit.protocol.json.OpportunityJson;
import ee.chatkit.store.Kind;
import ee.chatkit.store.OpportunityStore;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Which opportunity the caller's new threads are linked to. */
@Path("active-opportunity")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class ActiveOpportunityResource {
    private static final String NONE = "no opportunity is active";

    @Inject
    private OpportunityStore opportunities;

    @Inject
    private HttpSettings settings;

    @GET
    public Response read(@BeanParam Call call) {
        return Answers.read(call, OpportunityJson.write(load(call)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response activate(@BeanParam Call call, InputStream body) {
        String id = OpportunityJson.readReference(call.body(body, settings));
        Opportunity active = opportunities.activateOpportunity(call.caller(), Call.id(Kind.OPPORTUNITY, id));
        return Answers.ok(OpportunityJson.write(active));
    }

    @DELETE
    public Response deactivate(@BeanParam Call call) {
        call.requireMatch(() -> OpportunityJson.write(load(call)));
        if (!opportunities.deactivateOpportunity(call.caller())) {
            throw new RefusedException(ProblemKind.NOT_FOUND, NONE);
        }
        return Answers.gone();
    }

    private Opportunity load(Call call) {
        return opportunities
                .findActiveOpportunity(call.caller())
                .orElseThrow(() -> new RefusedException(ProblemKind.NOT_FOUND, NONE));
    }
}
