package ee.chatkit.bench;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;

/** An application with one resource that reads its request and does nothing: the least that a request costs on a server. */
@ApplicationPath("api")
public class EmptyApplication extends Application {
    /** Answers each request with a text of 6.4 KB, which is the size of a page of 20 items. */
    @Path("chatkit")
    public static class EmptyResource {
        private static final String TEXT = "x".repeat(6400);

        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        @Produces(MediaType.APPLICATION_JSON)
        public String answer(String body) {
            return TEXT;
        }
    }
}
