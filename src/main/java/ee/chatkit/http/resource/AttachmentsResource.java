package ee.chatkit.http.resource;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.chat.AttachmentService;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.http.idempotency.KeyedRequest;
import ee.chatkit.limits.StoredQuotas;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AuditAction;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.json.AttachmentJson;
import ee.chatkit.protocol.json.InvalidInputException;
import ee.chatkit.store.RequestAttempt;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Store;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** The caller's attachments. */
@Path("attachments")
@Produces(MediaType.APPLICATION_JSON)
@Dependent
public final class AttachmentsResource extends RestResource {
    @Inject
    private Store store;

    @Inject
    private AttachmentService attachmentService;

    @Inject
    private AttachmentFiles files;

    @Inject
    private StoredQuotas quotas;

    /** Announces an attachment whose content is uploaded later. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response announce(InputStream body) {
        byte[] json = body(body);
        return once(json, () -> {
            var requested = AttachmentJson.readNew(json);
            quotas.addAttachment(caller(), requested.size());
            return created(attachmentService.create(unscoped(), requested, ""));
        });
    }

    /** Creates an attachment with its content, the part {@code file} of a multipart form. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequestBodyFilter.BodySize(RequestBodyFilter.BodySize.Kind.ATTACHMENT)
    public Response upload(@Context HttpHeaders headers, InputStream body) {
        UploadedFile file = UploadedFile.ofForm(headers, body, files.maxBytes());
        Optional<KeyedRequest> keyed = keyed(Responses.bytes(file.name() + '\n' + file.mimeType()));
        return keyed.isEmpty() ? create(file, file.bytes()) : createOnce(keyed.get(), file, headers.getLength());
    }

    /** The content is not in the fingerprint, because it is stored while it is read; its digest is recorded with the answer. */
    private Response createOnce(KeyedRequest keyed, UploadedFile file, long length) {
        MessageDigest digest = KeyedRequest.sha256();
        var content = new DigestInputStream(file.bytes(), digest);
        Function<RequestAttempt, Response> create = attempt -> {
            quotas.addAttachment(caller(), Math.max(0, length));
            return create(file, content);
        };
        return idempotent(keyed, create, () -> {
            try {
                content.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new InvalidInputException("The request body is incomplete");
            }
            return HexFormat.of().formatHex(digest.digest());
        });
    }

    private Response create(UploadedFile file, InputStream content) {
        return created(files.add(unscoped(), file.name(), file.mimeType(), content));
    }

    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id) {
        return Responses.ok(AttachmentJson.write(attachmentService.toWire(unscoped(), load(id))));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        return delete(
                AuditAction.ATTACHMENT_DELETE,
                ResourceType.ATTACHMENT,
                id,
                () -> attachmentService.delete(caller(), id(ResourceType.ATTACHMENT, id)));
    }

    @PUT
    @Path("{id}/content")
    @RequestBodyFilter.BodySize(RequestBodyFilter.BodySize.Kind.ATTACHMENT)
    public Response putContent(@PathParam("id") String id, @Context HttpHeaders headers, InputStream body) {
        files.receive(caller(), load(id), UploadedFile.bytes(headers, body));
        return Responses.noContent();
    }

    @GET
    @Path("{id}/content")
    @Produces(MediaType.WILDCARD)
    public Response getContent(@PathParam("id") String id) {
        return FileResponses.download(files.open(caller(), load(id)));
    }

    private Attachment load(String id) {
        return store.loadAttachment(caller(), id(ResourceType.ATTACHMENT, id));
    }

    private Response created(WireAttachment attachment) {
        String json = AttachmentJson.write(attachment);
        return switch (attachment) {
            case WireAttachment.File(var fileInfo) -> created("attachments/{id}", json, fileInfo.id());
            case WireAttachment.Image(var fileInfo, String preview) -> created("attachments/{id}", json, fileInfo.id());
            case WireAttachment.Unknown unknown -> Responses.ok(json);
        };
    }

    private RequestContext unscoped() {
        return context(null, RawJson.EMPTY_OBJECT);
    }
}
