package ee.chatkit.http.resource;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * The way back from the server's login. The page at the root needs no login, so a link of it leads here, where the server asks for
 * one in its manner, and then to the page again.
 */
@Path("sign-in")
@Dependent
public final class SignInResource extends RestResource {
    /** The page is beside the API. */
    @GET
    public Response redirect() {
        return Response.seeOther(base().resolve("../"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
