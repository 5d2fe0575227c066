package ee.chatkit.http.resource;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.attachment.AttachmentLinks;
import ee.chatkit.http.HttpSettings;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.http.SignedLink;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.servlet.PendingBody;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a request pass to its resource with a complete body only. A request whose body is not complete yet, and which nothing
 * has rejected so far, comes back when it is; see {@link PendingBody}. So no thread waits for a body, and no body of a
 * rejected request is received.
 */
@Provider
@Dependent
@Priority(Priorities.ENTITY_CODER)
@SuppressWarnings("NullAway.Init")
public final class RequestBodyFilter implements ContainerRequestFilter {
    @Inject
    private HttpSettings settings;

    @Inject
    private AttachmentFiles files;

    @Inject
    private AttachmentLinks links;

    @Inject
    private TransferLimiter transfers;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(PendingBody.ATTRIBUTE) instanceof PendingBody body && !body.isComplete()) {
            requireValidLink(request);
            long maxBytes = maxBytes();
            if (!body.await(maxBytes)) {
                throw new RequestRejectedException(
                        ProblemType.TOO_LARGE, "The request body exceeds " + maxBytes + " bytes");
            }
            request.abortWith(Response.noContent().build());
        }
    }

    /** The resource verifies the signature, too; but only recipients of the link may occupy space for its content. */
    private void requireValidLink(ContainerRequestContext request) {
        if (resource.getResourceClass().isAnnotationPresent(SignedLink.class)) {
            var query = request.getUriInfo().getQueryParameters();
            links.requireUpload(
                    request.getUriInfo().getPathParameters().getFirst("id"),
                    query.getFirst("expires"),
                    query.getFirst("signature"));
        }
    }

    private long maxBytes() {
        BodySize size = resource.getResourceMethod().getAnnotation(BodySize.class);
        if (size == null) {
            return settings.maxBodyBytes();
        }
        return switch (size.value()) {
            case ATTACHMENT -> UploadedFile.maxFormBytes(files.maxBytes());
            case IMPORT -> transfers.spool().maxBytes();
        };
    }

    /** The size of the request body that a resource method accepts; without it, that of a JSON document. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface BodySize {
        Kind value();

        /** The settings that limit bodies. */
        enum Kind {
            /** {@code chatkit.attachments.max-bytes}, and what a form adds. */
            ATTACHMENT,
            /** {@code chatkit.import.max-bytes}. */
            IMPORT
        }
    }
}
