package ee.chatkit.http.resource;

import ee.chatkit.protocol.json.AboutDocument;
import ee.chatkit.protocol.json.AboutDocument.AcceptedSizes;
import ee.chatkit.protocol.json.AboutDocument.ResponderState;
import ee.chatkit.protocol.json.AboutDocument.StoreState;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Who the caller is, who answers, where conversations are stored, and what is accepted: for the pages of clients. */
@Path("about")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
@SuppressWarnings("NullAway.Init")
public final class AboutResource extends RestResource {
    private static final String MANIFEST = "/META-INF/MANIFEST.MF";

    @Inject
    private ServerDescription server;

    /** It is 200 also while the database is unavailable: the answer says so. */
    @GET
    public Response read(@Context ServletContext context) throws IOException {
        return Responses.ok(new AboutDocument(
                        version(context),
                        caller().userId(),
                        isAnonymous(),
                        isAdmin(),
                        new ResponderState(server.responder(), server.responderName()),
                        new StoreState(
                                server.store(), server.storeProblem().get().orElse(null)),
                        new AcceptedSizes(
                                server.attachmentBytes(),
                                server.attachmentTypes(),
                                server.importBytes(),
                                server.messageLength()))
                .json());
    }

    private static @Nullable String version(ServletContext context) throws IOException {
        try (InputStream in = context.getResourceAsStream(MANIFEST)) {
            return in == null
                    ? null
                    : new Manifest(in).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        }
    }
}
