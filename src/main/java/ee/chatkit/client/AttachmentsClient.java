package ee.chatkit.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * Files. Each method throws a {@link ProblemException} when the server refuses.
 */
@ApplicationScoped
@RegisterRestClient(configKey = "chatkit")
@RegisterProvider(RepresentationCodec.class)
@RegisterProvider(ProblemResponseMapper.class)
@Path("attachments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface AttachmentsClient {
    /** Announces a file: {@code name}, {@code size} in bytes, {@code mime_type}. */
    @POST
    AttachmentRepresentation announce(JsonBody file);

    @GET
    @Path("{id}")
    AttachmentRepresentation read(@PathParam("id") String id);

    /** Sends the bytes of a file that was announced, all of them. */
    @PUT
    @Path("{id}/content")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    void upload(@PathParam("id") String id, InputStream bytes);

    /** The bytes. Close them. */
    @GET
    @Path("{id}/content")
    @Produces(MediaType.WILDCARD)
    InputStream download(@PathParam("id") String id);

    @DELETE
    @Path("{id}")
    void delete(@PathParam("id") String id);
}
