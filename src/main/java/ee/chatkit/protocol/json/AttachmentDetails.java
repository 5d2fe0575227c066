package ee.chatkit.protocol.json;

import jakarta.json.JsonString;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in an attachment's {@linkplain ee.chatkit.model.Attachment#details() details} and never sent.
 *
 * @param linkKey the secret that its links are signed by; null when somebody else keeps the attachment
 * @param previewUrl where somebody else shows the image
 */
public record AttachmentDetails(
        @Nullable String linkKey, @Nullable String previewUrl) {
    private static final String LINK_KEY = "link_key";
    private static final String PREVIEW_URL = "preview_url";

    public String toJson() {
        return new JsonObjectWriter()
                .text(LINK_KEY, linkKey)
                .text(PREVIEW_URL, previewUrl)
                .end();
    }

    /** Reads details, of which an application may have made anything. */
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
