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
 * The opportunity that new threads of the caller are linked to.
 *
 * <p>MicroProfile REST Client implements this interface; the configuration key is {@code chatkit}. Instances are
 * thread-safe. Methods block until the response arrives and throw {@link ProblemException} for each status of 400 and
 * above, and {@link jakarta.ws.rs.ProcessingException} if the server cannot be reached or its response cannot be read.
 * Ids must not be null.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "chatkit")
@RegisterProvider(RepresentationCodec.class)
@RegisterProvider(ProblemResponseMapper.class)
@Path("active-opportunity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface ActiveOpportunityClient {
    /**
     * Reads the active opportunity.
     *
     * @return the opportunity with its ETag
     * @throws ProblemException with status 404 if no opportunity is active
     */
    @GET
    WithETag<OpportunityRepresentation> read();

    /**
     * Makes an opportunity the active one. Threads that already exist stay where they are.
     *
     * @param reference an object with the member {@code id}
     * @return the opportunity
     * @throws ProblemException with status 404 if the caller has no such opportunity
     */
    @PUT
    OpportunityRepresentation activate(JsonBody reference);

    /**
     * Clears the active opportunity.
     *
     * @param ifMatch the ETag that the active opportunity must have; null for no precondition
     * @throws ProblemException with status 404 if no opportunity is active, 412 if the ETag does not match
     */
    @DELETE
    void deactivate(@HeaderParam("If-Match") @Nullable String ifMatch);
}
