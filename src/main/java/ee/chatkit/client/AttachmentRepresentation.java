package ee.chatkit.client;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file.
 *
 * @param type {@code file} or {@code image}
 * @param threadId null until it was sent in a message
 * @param uploadUrl takes the bytes without a login; null once they are there
 * @param previewUrl shows the image without a login; null for what is no image
 */
public record AttachmentRepresentation(
        String id,
        String type,
        String name,
        String mimeType,
        @Nullable String threadId,
        @Nullable String uploadUrl,
        @Nullable String previewUrl) {
    static AttachmentRepresentation of(JsonObject json) {
        JsonObject upload = json.getJsonObject("upload_descriptor");
        return new AttachmentRepresentation(
                json.getString("id"),
                json.getString("type"),
                json.getString("name"),
                json.getString("mime_type"),
                RepresentationCodec.text(json, "thread_id"),
                upload == null ? null : upload.getString("url"),
                RepresentationCodec.text(json, "preview_url"));
    }
}
