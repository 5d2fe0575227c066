package ee.chatkit.client;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of an attachment.
 *
 * @param id the id
 * @param type {@code file} or {@code image}
 * @param name the file name
 * @param mimeType the media type, without parameters
 * @param threadId the thread of the message that the attachment was sent in; null before that
 * @param uploadUrl a signed URL for the upload of the content, without authentication; null once it is uploaded
 * @param previewUrl a signed URL of the image, without authentication; null for other files
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
