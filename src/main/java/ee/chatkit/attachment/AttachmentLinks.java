package ee.chatkit.attachment;

import ee.chatkit.attachment.LinkSignature.Purpose;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Ids;
import ee.chatkit.protocol.item.WireAttachment.Method;
import ee.chatkit.protocol.item.WireAttachment.Upload;
import ee.chatkit.protocol.json.AttachmentDetails;
import ee.chatkit.store.AttachmentMaintenance.OwnedAttachment;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links that need no login, because a browser follows them without one: whoever has the link may do what it says, and
 * nothing else. Each is signed by a key of its attachment, so it dies with that.
 *
 * <p>A link for the upload lives for minutes and takes bytes once. A link for the preview of an image stays good as long
 * as the image is there: it is kept inside of messages, which may be read years later. Only images that no browser runs
 * anything in have one.
 */
public final class AttachmentLinks {
    /** Under the API's address; apart from everything else, so that a proxy can treat it differently. */
    public static final String PATH = "attachment-links";

    private static final String NEVER = "never";

    private final AttachmentServices services;

    public AttachmentLinks(AttachmentServices services) {
        this.services = services;
    }

    /** Where the bytes are to be sent; empty for an attachment that this room did not make. */
    Optional<Upload> uploadLink(URI base, Attachment attachment) {
        return key(attachment).map(key -> {
            Instant end = services.clock().instant().plus(services.policy().uploadLinkLifetime());
            String expires = Long.toString(end.getEpochSecond());
            String signature = LinkSignature.of(key, Purpose.UPLOAD, attachment.id(), expires);
            return new Upload(
                    link(base, attachment, "upload?expires=" + expires + "&signature=" + signature),
                    Method.PUT,
                    Map.of("Content-Type", attachment.mimeType()));
        });
    }

    /** Where an image can be seen; empty for what is no image. */
    Optional<String> previewLink(URI base, Attachment attachment) {
        return key(attachment)
                .filter(key -> AttachmentPolicy.isRasterImage(attachment.mimeType()))
                .map(key -> link(
                        base,
                        attachment,
                        "preview?signature=" + LinkSignature.of(key, Purpose.PREVIEW, attachment.id(), NEVER)));
    }

    /**
     * The attachment whose bytes a link takes.
     *
     * @throws InvalidLinkException when it takes none
     */
    public OwnedAttachment requireUpload(String attachmentId, @Nullable String expires, @Nullable String signature) {
        if (expires == null || !expires.matches("[0-9]{1,12}")) {
            throw new InvalidLinkException();
        }
        OwnedAttachment found = require(Purpose.UPLOAD, attachmentId, expires, signature);
        if (services.clock().instant().getEpochSecond() >= Long.parseLong(expires)) {
            throw new InvalidLinkException();
        }
        return found;
    }

    /**
     * The image that a link shows.
     *
     * @throws InvalidLinkException when it shows none
     */
    public OwnedAttachment requirePreview(String attachmentId, @Nullable String signature) {
        OwnedAttachment found = require(Purpose.PREVIEW, attachmentId, NEVER, signature);
        if (!AttachmentPolicy.isRasterImage(found.attachment().mimeType())) {
            throw new InvalidLinkException();
        }
        return found;
    }

    private OwnedAttachment require(Purpose purpose, String attachmentId, String expires, @Nullable String signature) {
        if (signature == null || !Ids.isValid(attachmentId)) {
            throw new InvalidLinkException();
        }
        return services.maintenance()
                .find(attachmentId)
                .filter(found -> key(found.attachment())
                        .filter(key -> LinkSignature.matches(signature, key, purpose, attachmentId, expires))
                        .isPresent())
                .orElseThrow(InvalidLinkException::new);
    }

    private static Optional<String> key(Attachment attachment) {
        return Optional.ofNullable(AttachmentDetails.parse(attachment.details()).linkKey());
    }

    private static String link(URI base, Attachment attachment, String rest) {
        String id = URLEncoder.encode(attachment.id(), StandardCharsets.UTF_8).replace("+", "%20");
        return base + PATH + '/' + id + '/' + rest;
    }
}
