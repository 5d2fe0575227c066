package ee.chatkit.protocol.json;

import ee.chatkit.model.Attachment;
import jakarta.json.JsonString;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The server's own data in the {@linkplain ee.chatkit.model.Attachment#details() details} of an attachment, never sent to clients.
 *
 * @param linkKey the secret that signs the links to the attachment; null if an application stores the contents
 * @param previewUrl the URL of the preview if an application stores the contents; null otherwise
 */
public record AttachmentDetails(
        @Nullable String linkKey, @Nullable String previewUrl) {
    private static final String LINK_KEY = Attachment.LINK_KEY;
    private static final String PREVIEW_URL = "preview_url";
    private static final int KEY_BYTES = 32;

    /** The length of 128 bits in Base64. */
    private static final int MIN_KEY_LENGTH = 22;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Returns a new key for the links of one attachment. */
    public static String newLinkKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /**
     * Returns details with a key that cannot be guessed, if links need one.
     *
     * @param details a JSON object as text
     * @param image whether the attachment is an image, which has a link for its preview unless an application stores one
     * @return the same text; or one with a new key, if the key is shorter than 128 bits or an image has neither key nor preview
     */
    public static String withStrongKey(String details, boolean image) {
        AttachmentDetails parsed = parse(details);
        String key = parsed.linkKey;
        boolean missing = key == null ? image && parsed.previewUrl == null : key.length() < MIN_KEY_LENGTH;
        return missing
                ? JsonIo.mergePatch(
                                JsonIo.parse(details), JsonIo.parse(new AttachmentDetails(newLinkKey(), null).toJson()))
                        .toString()
                : details;
    }

    /** Returns the JSON object of these details. */
    public String toJson() {
        return new JsonObjectWriter()
                .text(LINK_KEY, linkKey)
                .text(PREVIEW_URL, previewUrl)
                .end();
    }

    /** Parses details leniently: an application may have stored any JSON object. */
    public static AttachmentDetails parse(String details) {
        var object = JsonIo.parse(details);
        return new AttachmentDetails(
                object.get(LINK_KEY) instanceof JsonString key
                                && !key.getString().isEmpty()
                        ? key.getString()
                        : null,
                object.get(PREVIEW_URL) instanceof JsonString url ? url.getString() : null);
    }
}
