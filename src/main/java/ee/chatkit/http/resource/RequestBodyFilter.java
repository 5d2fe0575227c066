package ee.chatkit.http.resource;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.attachment.AttachmentLinks;
import ee.chatkit.http.CallerFilter;
import ee.chatkit.http.HttpSettings;
import ee.chatkit.http.RequestLimits;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.http.SignedLink;
import ee.chatkit.http.idempotency.IdempotencyKeyHeader;
import ee.chatkit.limits.StoredQuotas;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.servlet.PendingBody;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
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
import org.jspecify.annotations.Nullable;

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

    @Inject
    private RequestLimits limits;

    @Inject
    private StoredQuotas quotas;

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        @Nullable BodySize size = resource.getResourceMethod().getAnnotation(BodySize.class);
        boolean signed = resource.getResourceClass().isAnnotationPresent(SignedLink.class);
        if (size != null && !signed) {
            admitFile(request, CallerFilter.requireCaller(request.getSecurityContext()), size.value());
        }
        if (request.getProperty(PendingBody.ATTRIBUTE) instanceof PendingBody body && !body.isComplete()) {
            if (signed) {
                requireValidLink(request);
            }
            long maxBytes = maxBytes(size);
            if (!body.await(maxBytes)) {
                throw new RequestRejectedException(
                        ProblemType.TOO_LARGE, "The request body exceeds " + maxBytes + " bytes");
            }
            request.abortWith(Response.noContent().build());
        }
    }

    /**
     * The size of an announced file was counted when it was announced. With an idempotency key, which may have an answer already,
     * the resource counts it.
     */
    private void admitFile(ContainerRequestContext request, Caller caller, BodySize.Kind kind) {
        if (limits.admitUpload(servletRequest, caller)
                && kind == BodySize.Kind.ATTACHMENT
                && request.getMethod().equals(HttpMethod.POST)
                && request.getHeaderString(IdempotencyKeyHeader.NAME) == null) {
            quotas.addAttachment(caller, Math.max(0, request.getLength()));
        }
    }

    /** The resource verifies the signature, too; but only recipients of the link may occupy space for its content. */
    private void requireValidLink(ContainerRequestContext request) {
        var query = request.getUriInfo().getQueryParameters();
        Caller owner = links.requireUpload(
                        request.getUriInfo().getPathParameters().getFirst("id"),
                        query.getFirst("expires"),
                        query.getFirst("signature"))
                .owner();
        limits.admit(servletRequest, owner);
        limits.admitUpload(servletRequest, owner);
    }

    private long maxBytes(@Nullable BodySize size) {
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
