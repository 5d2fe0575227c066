package ee.chatkit.http.resource;

import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.model.Opportunity;
import ee.chatkit.protocol.json.OpportunityJson;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.ResourceType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** The opportunity that new threads of the caller are linked to. */
@Path("active-opportunity")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class ActiveOpportunityResource extends RestResource {
    private static final String NONE = "No opportunity is active";

    @Inject
    private OpportunityStore opportunities;

    @GET
    public Response read() {
        return conditional(OpportunityJson.write(load(opportunities.forDisplay())));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response activate(InputStream body) {
        String id = OpportunityJson.readReference(body(body));
        Opportunity active = opportunities.activateOpportunity(caller(), id(ResourceType.OPPORTUNITY, id));
        return Responses.ok(OpportunityJson.write(active));
    }

    @DELETE
    public Response deactivate() {
        requireMatch(() -> OpportunityJson.write(load(opportunities)));
        if (!opportunities.deactivateOpportunity(caller())) {
            throw new RequestRejectedException(ProblemType.NOT_FOUND, NONE);
        }
        return Responses.noContent();
    }

    private Opportunity load(OpportunityStore from) {
        return from.findActiveOpportunity(caller())
                .orElseThrow(() -> new RequestRejectedException(ProblemType.NOT_FOUND, NONE));
    }
}
