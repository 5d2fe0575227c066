package ee.chatkit.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/**
 * Searches the caller's conversations.
 *
 * <p>MicroProfile REST Client implements this interface; the configuration key is {@code chatkit}. Instances are
 * thread-safe. Methods block until the response arrives and throw {@link ProblemException} for each status of 400 and
 * above, and {@link jakarta.ws.rs.ProcessingException} if the server cannot be reached or its response cannot be read.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "chatkit")
@RegisterProvider(RepresentationCodec.class)
@RegisterProvider(ProblemResponseMapper.class)
@Path("search")
@Produces(MediaType.APPLICATION_JSON)
public interface SearchClient {
    /**
     * Finds titles of threads and texts of messages, newest first. A page may be short, or empty, although others follow.
     *
     * @param query words, phrases in double quotes, and with a hyphen in front what is excluded; at most 1,000 characters
     * @param opportunityId the opportunity whose threads are searched; null for all threads
     * @param limit the largest number of entries, 1 to 100; null for 20
     * @param after the cursor of the previous page; null for the first page
     * @return the page
     * @throws ProblemException with status 400 for an invalid parameter, 404 if the caller has no such opportunity, 503 also if the
     *     search took too long
     */
    @GET
    ResultPage<SearchHitRepresentation> search(
            @QueryParam("q") String query,
            @QueryParam("opportunity_id") @Nullable String opportunityId,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after);
}
