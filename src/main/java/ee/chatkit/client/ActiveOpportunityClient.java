package ee.chatkit.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/**
 * The opportunity that new threads of the caller belong to. Each method throws a {@link ProblemException} when the server refuses.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "chatkit")
@RegisterProvider(RepresentationCodec.class)
@RegisterProvider(ProblemResponseMapper.class)
@Path("active-opportunity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface ActiveOpportunityClient {
    @GET
    WithETag<OpportunityRepresentation> read();

    /** Makes it this one: {@code id}. */
    @PUT
    OpportunityRepresentation activate(JsonBody reference);

    /** Makes it none. */
    @DELETE
    void deactivate(@HeaderParam("If-Match") @Nullable String ifMatch);
}
