package ee.chatkit.attachment;

import ee.chatkit.chat.AttachmentService;
import ee.chatkit.chat.RequestContext;
import ee.chatkit.chat.WrongStateException;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.FileNames;
import ee.chatkit.model.Ids;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.item.WireAttachment.FileInfo;
import ee.chatkit.protocol.item.WireAttachment.Upload;
import ee.chatkit.protocol.json.AttachmentDetails;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the metadata of attachments in the {@link ee.chatkit.store.Store}.
 *
 * <p>An attachment that was announced here has a link key in its details. One without a key was stored by an
 * application, which keeps its bytes elsewhere; it is always sendable.
 */
public final class StoreAttachmentService implements AttachmentService {
    private static final System.Logger LOG = System.getLogger(StoreAttachmentService.class.getName());

    private final AttachmentServices services;
    private final AttachmentLinks links;

    public StoreAttachmentService(AttachmentServices services) {
        this.services = services;
        this.links = new AttachmentLinks(services);
    }

    /** @throws FileRejectedException if the type is not accepted, or the file is too large */
    @Override
    public WireAttachment create(RequestContext context, AttachmentsCreate request, String path) {
        String type = services.policy().requireMediaType(request.mimeType(), request.name(), path + "mime_type");
        services.policy().requireSize(request.size(), path + "size");
        Optional<Attachment> earlier = earlierAttempt(context);
        if (earlier.isPresent()) {
            return toWire(context, earlier.get());
        }
        Attachment announced = newAttachment(context, request.name(), type, request.size());
        services.store().saveAttachment(context.caller(), announced);
        return toWire(context, announced, true);
    }

    /** A new attachment with a link key, not stored yet. */
    Attachment newAttachment(RequestContext context, String name, String type, long size) {
        return new Attachment(
                newId(context),
                null,
                AttachmentPolicy.isRasterImage(type) ? AttachmentType.IMAGE : AttachmentType.FILE,
                FileNames.sanitize(name),
                type,
                size,
                new AttachmentDetails(AttachmentDetails.newLinkKey(), null).toJson(),
                services.clock().instant());
    }

    private String newId(RequestContext context) {
        return context.newId(Ids.ATTACHMENT, services.store()::generateAttachmentId);
    }

    /** What an earlier attempt of the same request has stored. */
    Optional<Attachment> earlierAttempt(RequestContext context) {
        if (!context.isRepeated()) {
            return Optional.empty();
        }
        try {
            return Optional.of(services.store().loadAttachment(context.caller(), newId(context)));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean delete(Caller caller, String attachmentId) {
        if (!services.store().deleteAttachment(caller, attachmentId)) {
            return false;
        }
        try {
            services.contents().delete(caller, attachmentId);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Bytes of deleted attachment {0} are left to the sweeper: {1}",
                    attachmentId,
                    e.getClass().getName());
        }
        return true;
    }

    @Override
    public WireAttachment toWire(RequestContext context, Attachment attachment) {
        return toWire(context, attachment, !isUploaded(context.caller(), attachment));
    }

    @Override
    public void requireSendable(Caller caller, Attachment attachment) {
        if (isExpired(attachment)) {
            throw new NotFoundException(ResourceType.ATTACHMENT, attachment.id());
        }
        if (!isUploaded(caller, attachment)) {
            services.store().loadAttachment(caller, attachment.id()); // not found if it was deleted meanwhile
            throw new WrongStateException(ResourceType.ATTACHMENT, attachment.id(), "was not uploaded yet");
        }
    }

    private boolean isUploaded(Caller caller, Attachment attachment) {
        return AttachmentDetails.parse(attachment.details()).linkKey() == null
                || services.contents().length(caller, attachment.id()).isPresent();
    }

    private boolean isExpired(Attachment attachment) {
        AttachmentPolicy rules = services.policy();
        return rules.sweepsUnsent()
                && attachment.threadId() == null
                && attachment
                        .createdAt()
                        .plus(rules.unsentRetention())
                        .isBefore(services.clock().instant());
    }

    private WireAttachment toWire(RequestContext context, Attachment attachment, boolean awaitsUpload) {
        Optional<Upload> upload = awaitsUpload ? links.uploadLink(context.base(), attachment) : Optional.empty();
        var fileInfo = new FileInfo(
                attachment.id(),
                FileNames.sanitize(attachment.name()),
                attachment.mimeType(),
                upload.orElse(null),
                attachment.threadId());
        String preview = preview(context, attachment);
        return preview == null ? new WireAttachment.File(fileInfo) : new WireAttachment.Image(fileInfo, preview);
    }

    private @Nullable String preview(RequestContext context, Attachment attachment) {
        return attachment.type() == AttachmentType.IMAGE
                ? links.previewLink(context.base(), attachment)
                        .orElse(AttachmentDetails.parse(attachment.details()).previewUrl())
                : null;
    }
}
