package ee.chatkit.attachment;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Ids;
import ee.chatkit.protocol.item.WireAttachment.Method;
import ee.chatkit.protocol.item.WireAttachment.Upload;
import ee.chatkit.protocol.json.AttachmentDetails;
import ee.chatkit.protocol.json.PreviewLinks;
import ee.chatkit.store.AttachmentMaintenance.OwnedAttachment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signed links, which a browser can follow without authentication.
 *
 * <p><b>Guarantee.</b> A link permits one operation on one attachment: to upload its bytes, once and within minutes, or
 * to view an image. <b>Mechanism.</b> The signature is an HMAC-SHA256 of the operation, the id and the expiry, with a
 * random key that is stored with the attachment, so a link becomes invalid when the attachment is deleted. Signatures
 * are compared in constant time. <b>Cost.</b> One statement per link that is followed, to read the key.
 *
 * <p>View links do not expire, because messages contain them, which may be read years later. Only raster images have
 * one: a browser could execute scripts in other files.
 */
public final class AttachmentLinks {
    /** The path below the API's address, separate from other resources so that a proxy can treat it differently. */
    public static final String PATH = PreviewLinks.PATH;

    private static final String NEVER = "never";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final AttachmentServices services;

    public AttachmentLinks(AttachmentServices services) {
        this.services = services;
    }

    /** What a link permits. */
    private enum Purpose {
        UPLOAD("PUT upload"),
        PREVIEW("GET preview");

        private final String signedText;

        Purpose(String signedText) {
            this.signedText = signedText;
        }
    }

    /** Where to upload the bytes; empty for an attachment that an application stored. */
    Optional<Upload> uploadLink(URI base, Attachment attachment) {
        return key(attachment).map(key -> {
            Instant end = services.clock().instant().plus(services.policy().uploadLinkLifetime());
            String expires = Long.toString(end.getEpochSecond());
            String signature = signature(key, Purpose.UPLOAD, attachment.id(), expires);
            return new Upload(
                    link(base, attachment, "upload?expires=" + expires + "&signature=" + signature),
                    Method.PUT,
                    Map.of("Content-Type", attachment.mimeType()));
        });
    }

    /** Where to view an image; empty for other files. */
    Optional<String> previewLink(URI base, Attachment attachment) {
        return key(attachment)
                .filter(key -> AttachmentPolicy.isRasterImage(attachment.mimeType()))
                .map(key -> link(
                        base,
                        attachment,
                        "preview?signature=" + signature(key, Purpose.PREVIEW, attachment.id(), NEVER)));
    }

    /**
     * Returns the attachment of an upload link.
     *
     * @param expires seconds since 1970-01-01T00:00Z, from the link; null if absent
     * @param signature from the link; null if absent
     * @throws InvalidLinkException if the link is invalid or has expired
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
     * Returns the image of a view link.
     *
     * @param signature from the link; null if absent
     * @throws InvalidLinkException if the link is invalid
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
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        return services.maintenance()
                .find(attachmentId)
                .filter(found -> key(found.attachment())
                        .map(key -> signature(key, purpose, attachmentId, expires))
                        .filter(right -> MessageDigest.isEqual(given, right.getBytes(StandardCharsets.UTF_8)))
                        .isPresent())
                .orElseThrow(InvalidLinkException::new);
    }

    private static Optional<String> key(Attachment attachment) {
        return Optional.ofNullable(AttachmentDetails.parse(attachment.details()).linkKey());
    }

    private static String link(URI base, Attachment attachment, String rest) {
        return base + PATH + '/' + Ids.pathSegment(attachment.id()) + '/' + rest;
    }

    private static String signature(String key, Purpose purpose, String attachmentId, String expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            // unambiguous, because an id has no line breaks
            String signed = purpose.signedText + '\n' + attachmentId + '\n' + expires;
            return ENCODER.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
