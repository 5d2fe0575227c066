package ee.chatkit.http;

import ee.chatkit.chat.Scope;
import ee.chatkit.store.Kind;
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
            @BeanParam Call call, @PathParam("id") String id, @Suspended AsyncResponse response, InputStream body) {
        endpoint.serve(call, new Scope.Within(Call.id(Kind.OPPORTUNITY, id)), body, response);
    }
}
