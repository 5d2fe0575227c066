package ee.chatkit.http;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.chat.AttachmentService;
import ee.chatkit.chat.OpportunityScope;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.model.Attachment;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.json.AttachmentJson;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Store;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** The caller's attached files. */
@Path("attachments")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class AttachmentsResource {
    @Inject
    private Store store;

    @Inject
    private AttachmentService attachmentService;

    @Inject
    private AttachmentFiles files;

    @Inject
    private HttpSettings settings;

    /** Announces a file, whose bytes come later. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response announce(@BeanParam RequestParameters requestParameters, InputStream body) {
        var wanted = AttachmentJson.readNew(requestParameters.body(body, settings));
        return created(requestParameters, attachmentService.create(access(requestParameters), wanted, ""));
    }

    /** Takes in a whole file at once: the part {@code file} of a form. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response add(
            @BeanParam RequestParameters requestParameters, @Context HttpHeaders headers, InputStream body) {
        UploadedFile file = UploadedFile.ofForm(headers, body, files.maxBytes());
        return created(
                requestParameters, files.add(access(requestParameters), file.name(), file.mimeType(), file.bytes()));
    }

    @GET
    @Path("{id}")
    public Response read(@BeanParam RequestParameters requestParameters, @PathParam("id") String id) {
        return Responses.ok(
                AttachmentJson.write(attachmentService.toWire(access(requestParameters), load(requestParameters, id))));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@BeanParam RequestParameters requestParameters, @PathParam("id") String id) {
        if (!attachmentService.delete(requestParameters.caller(), RequestParameters.id(ResourceType.ATTACHMENT, id))) {
            throw new NotFoundException(ResourceType.ATTACHMENT, id);
        }
        return Responses.gone();
    }

    @PUT
    @Path("{id}/content")
    public Response receive(
            @BeanParam RequestParameters requestParameters,
            @PathParam("id") String id,
            @Context HttpHeaders headers,
            InputStream body) {
        files.receive(requestParameters.caller(), load(requestParameters, id), UploadedFile.bytes(headers, body));
        return Responses.gone();
    }

    @GET
    @Path("{id}/content")
    @Produces(MediaType.WILDCARD)
    public Response download(@BeanParam RequestParameters requestParameters, @PathParam("id") String id) {
        return FileResponses.saved(files.open(requestParameters.caller(), load(requestParameters, id)));
    }

    private Attachment load(RequestParameters requestParameters, String id) {
        return store.loadAttachment(requestParameters.caller(), RequestParameters.id(ResourceType.ATTACHMENT, id));
    }

    private static Response created(RequestParameters requestParameters, WireAttachment attachment) {
        String json = AttachmentJson.write(attachment);
        return switch (attachment) {
            case WireAttachment.File(var fileInfo) ->
                Responses.created(requestParameters.location("attachments", fileInfo.id()), json);
            case WireAttachment.Image(var fileInfo, String preview) ->
                Responses.created(requestParameters.location("attachments", fileInfo.id()), json);
            case WireAttachment.Unknown unknown -> Responses.ok(json);
        };
    }

    private RequestContext access(RequestParameters requestParameters) {
        return requestParameters.access(OpportunityScope.EVERYTHING, RawJson.EMPTY_OBJECT, settings);
    }
}
