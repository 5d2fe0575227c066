package ee.chatkit.http;

import ee.chatkit.chat.OpportunityScope;
import ee.chatkit.store.ResourceType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/**
 * The ChatKit protocol within one opportunity: its threads and no others. A class of its own, because JAX-RS chooses the
 * class by the longest path.
 */
@Path("opportunities/{id}/chatkit")
@Dependent
public final class OpportunityChatKitResource {
    @Inject
    private ChatKitEndpoint endpoint;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void post(
            @BeanParam RequestParameters requestParameters,
            @PathParam("id") String id,
            @Suspended AsyncResponse response,
            InputStream body) {
        endpoint.serve(
                requestParameters,
                new OpportunityScope.Within(RequestParameters.id(ResourceType.OPPORTUNITY, id)),
                body,
                response);
    }
}
