package ee.chatkit.http.resource;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.attachment.AttachmentLinks;
import ee.chatkit.http.RequestLimits;
import ee.chatkit.http.SignedLink;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Upload and preview of attachments by signed links, without authentication. */
@Path(AttachmentLinks.PATH + "/{id}")
@Produces(MediaType.WILDCARD)
@SignedLink
@Dependent
public final class AttachmentLinksResource {
    @Inject
    private AttachmentLinks links;

    @Inject
    private AttachmentFiles files;

    @Inject
    private RequestLimits limits;

    @PUT
    @Path("upload")
    @RequestBodyFilter.BodySize(RequestBodyFilter.BodySize.Kind.ATTACHMENT)
    public Response upload(
            @PathParam("id") String id,
            @QueryParam("expires") @Nullable String expires,
            @QueryParam("signature") @Nullable String signature,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            InputStream body) {
        var found = links.requireUpload(id, expires, signature);
        limits.admit(request, found.owner());
        limits.admitUpload(request, found.owner());
        files.receive(found.owner(), found.attachment(), UploadedFile.bytes(headers, body));
        return Responses.noContent();
    }

    /** The preflight request of CORS. */
    @OPTIONS
    @Path("upload")
    public Response preflight() {
        return Response.noContent()
                .header("Access-Control-Allow-Methods", "PUT")
                .header("Access-Control-Allow-Headers", HttpHeaders.CONTENT_TYPE)
                .header("Access-Control-Max-Age", 600)
                .build();
    }

    @GET
    @Path("preview")
    public Response preview(
            @PathParam("id") String id,
            @QueryParam("signature") @Nullable String signature,
            @Context HttpServletRequest request) {
        var found = links.requirePreview(id, signature);
        limits.admit(request, found.owner());
        return FileResponses.inline(files.open(found.owner(), found.attachment()));
    }
}
