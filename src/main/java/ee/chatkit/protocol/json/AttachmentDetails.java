package ee.chatkit.protocol.json;

import jakarta.json.JsonString;
import org.jspecify.annotations.Nullable;

/**
 * The server's own data in the {@linkplain ee.chatkit.model.Attachment#details() details} of an attachment, never sent to clients.
 *
 * @param linkKey the secret that signs the links to the attachment; null if an application stores the contents
 * @param previewUrl the URL of the preview if an application stores the contents; null otherwise
 */
public record AttachmentDetails(
        @Nullable String linkKey, @Nullable String previewUrl) {
    private static final String LINK_KEY = "link_key";
    private static final String PREVIEW_URL = "preview_url";

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
