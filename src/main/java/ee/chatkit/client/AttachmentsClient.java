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
 * The caller's attachments.
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
@RegisterProvider(IdempotencyKeyFilter.class)
@Path("attachments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface AttachmentsClient {
    /**
     * Announces an attachment, whose content is uploaded next.
     *
     * @param file an object with the members {@code name}, {@code size} in bytes, and {@code mime_type}
     * @return the attachment with its upload URL
     * @throws ProblemException with status 400 for an invalid member, 413 if the size exceeds the server's limit, 415
     *     if the server does not accept the media type
     */
    @POST
    AttachmentRepresentation announce(JsonBody file);

    /**
     * Reads the metadata of an attachment.
     *
     * @param id the id
     * @return the metadata
     * @throws ProblemException with status 404 if the caller has no such attachment
     */
    @GET
    @Path("{id}")
    AttachmentRepresentation read(@PathParam("id") String id);

    /**
     * Uploads the content of an announced attachment. After a failure it can be repeated from the beginning.
     *
     * @param id the id
     * @param bytes the whole content, of the announced size; the caller closes it
     * @throws ProblemException with status 400 or 413 if the size differs, 404 if the caller has no such attachment,
     *     409 if its content is already uploaded
     */
    @PUT
    @Path("{id}/content")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    void upload(@PathParam("id") String id, InputStream bytes);

    /**
     * Downloads the content of an attachment.
     *
     * @param id the id
     * @return the content, which the caller must close
     * @throws ProblemException with status 404 if the caller has no such attachment or its content is not uploaded
     */
    @GET
    @Path("{id}/content")
    @Produces(MediaType.WILDCARD)
    InputStream download(@PathParam("id") String id);

    /**
     * Deletes an attachment with its content.
     *
     * @param id the id
     * @throws ProblemException with status 404 if the caller has no such attachment
     */
    @DELETE
    @Path("{id}")
    void delete(@PathParam("id") String id);
}
