package ee.chatkit.http;

import ee.chatkit.model.Opportunity;
import ee.chatkit.protocol.json.OpportunityJson;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.ResourceType;
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
    private static final String NONE = "No opportunity is active";

    @Inject
    private OpportunityStore opportunities;

    @Inject
    private HttpSettings settings;

    @GET
    public Response read(@BeanParam RequestParameters requestParameters) {
        return Responses.read(requestParameters, OpportunityJson.write(load(requestParameters)));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response activate(@BeanParam RequestParameters requestParameters, InputStream body) {
        String id = OpportunityJson.readReference(requestParameters.body(body, settings));
        Opportunity active = opportunities.activateOpportunity(
                requestParameters.caller(), RequestParameters.id(ResourceType.OPPORTUNITY, id));
        return Responses.ok(OpportunityJson.write(active));
    }

    @DELETE
    public Response deactivate(@BeanParam RequestParameters requestParameters) {
        requestParameters.requireMatch(() -> OpportunityJson.write(load(requestParameters)));
        if (!opportunities.deactivateOpportunity(requestParameters.caller())) {
            throw new RequestRejectedException(ProblemType.NOT_FOUND, NONE);
        }
        return Responses.gone();
    }

    private Opportunity load(RequestParameters requestParameters) {
        return opportunities
                .findActiveOpportunity(requestParameters.caller())
                .orElseThrow(() -> new RequestRejectedException(ProblemType.NOT_FOUND, NONE));
    }
}
