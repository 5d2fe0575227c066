package ee.chatkit.http;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.chat.Access;
import ee.chatkit.chat.Attachments;
import ee.chatkit.chat.Scope;
import ee.chatkit.model.Attachment;
import ee.chatkit.protocol.Json;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.json.AttachmentJson;
import ee.chatkit.store.Kind;
import ee.chatkit.store.NotFoundException;
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
    private Attachments attachments;

    @Inject
    private AttachmentFiles files;

    @Inject
    private HttpSettings settings;

    /** Announces a file, whose bytes come later. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response announce(@BeanParam Call call, InputStream body) {
        var wanted = AttachmentJson.readNew(call.body(body, settings));
        return created(call, attachments.create(access(call), wanted, ""));
    }

    /** Takes in a whole file at once: the part {@code file} of a form. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response add(@BeanParam Call call, @Context HttpHeaders headers, InputStream body) {
        UploadedFile file = UploadedFile.ofForm(headers, body, files.maxBytes());
        return created(call, files.add(access(call), file.name(), file.mimeType(), file.bytes()));
    }

    @GET
    @Path("{id}")
    public Response read(@BeanParam Call call, @PathParam("id") String id) {
        return Answers.ok(AttachmentJson.write(attachments.shown(access(call), load(call, id))));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@BeanParam Call call, @PathParam("id") String id) {
        if (!attachments.delete(call.caller(), Call.id(Kind.ATTACHMENT, id))) {
            throw new NotFoundException(Kind.ATTACHMENT, id);
        }
        return Answers.gone();
    }

    @PUT
    @Path("{id}/content")
    public Response receive(
            @BeanParam Call call, @PathParam("id") String id, @Context HttpHeaders headers, InputStream body) {
        files.receive(call.caller(), load(call, id), UploadedFile.bytes(headers, body));
        return Answers.gone();
    }

    @GET
    @Path("{id}/content")
    @Produces(MediaType.WILDCARD)
    public Response download(@BeanParam Call call, @PathParam("id") String id) {
        return Downloads.saved(files.open(call.caller(), load(call, id)));
    }

    private Attachment load(Call call, String id) {
        return store.loadAttachment(call.caller(), Call.id(Kind.ATTACHMENT, id));
    }

    private static Response created(Call call, WireAttachment attachment) {
        String json = AttachmentJson.write(attachment);
        return switch (attachment) {
            case WireAttachment.File(var about) -> Answers.created(call.location("attachments", about.id()), json);
            case WireAttachment.Image(var about, String preview) ->
                Answers.created(call.location("attachments", about.id()), json);
            case WireAttachment.Unknown unknown -> Answers.ok(json);
        };
    }

    private Access access(Call call) {
        return call.access(Scope.EVERYTHING, Json.EMPTY_OBJECT, settings);
    }
}
