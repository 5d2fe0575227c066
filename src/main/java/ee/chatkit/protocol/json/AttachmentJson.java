package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.item.WireAttachment.FileInfo;
import ee.chatkit.protocol.item.WireAttachment.Method;
import ee.chatkit.protocol.item.WireAttachment.Upload;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attachments in the form that clients see. */
public final class AttachmentJson {
    private AttachmentJson() {}

    /** Writes an attachment, as in responses to {@code attachments.create} and in user messages. Metadata is never sent. */
    public static String write(WireAttachment attachment) {
        return switch (attachment) {
            case WireAttachment.File(FileInfo fileInfo) ->
                write(fileInfo).text("type", "file").end();
            case WireAttachment.Image(FileInfo fileInfo, String previewUrl) ->
                write(fileInfo)
                        .text("type", "image")
                        .text("preview_url", previewUrl)
                        .end();
            case WireAttachment.Unknown(RawJson rawJson) -> rawJson.text();
        };
    }

    /**
     * Reads the announcement of an upload.
     *
     * @param body the request body
     * @return the announcement
     * @throws InvalidInputException if the body is invalid; the message names the member
     */
    public static AttachmentsCreate readNew(byte[] body) {
        return readAnnouncement(
                JsonObjectReader.of(JsonIo.parseObject(body)).requireOnly(Set.of("name", "size", "mime_type")));
    }

    static AttachmentsCreate readAnnouncement(JsonObjectReader in) {
        return new AttachmentsCreate(
                in.nonBlankText("name"), in.wholeNumber("size", Long.MAX_VALUE), in.requiredText("mime_type"));
    }

    static WireAttachment read(JsonObjectReader in) {
        return switch (in.nonBlankText("type")) {
            case "file" -> new WireAttachment.File(about(in));
            case "image" -> new WireAttachment.Image(about(in), in.requiredUrl("preview_url"));
            default ->
                in.unknown(
                        json -> new WireAttachment.Unknown(in.rawObjectWithout(Set.of("metadata"))), "file or image");
        };
    }

    private static FileInfo about(JsonObjectReader in) {
        JsonObjectReader upload = in.reader("upload_descriptor");
        return new FileInfo(
                in.requiredReference("id"),
                in.requiredText("name"),
                in.requiredText("mime_type"),
                upload == null ? null : upload(upload),
                in.reference("thread_id"));
    }

    private static JsonObjectWriter write(FileInfo fileInfo) {
        return new JsonObjectWriter()
                .text("id", fileInfo.id())
                .text("name", fileInfo.name())
                .text("mime_type", fileInfo.mimeType())
                .optional("upload_descriptor", fileInfo.upload(), AttachmentJson::write)
                .text("thread_id", fileInfo.threadId());
    }

    private static Upload upload(JsonObjectReader in) {
        Method method = switch (in.nonBlankText("method")) {
            case "POST" -> Method.POST;
            case "PUT" -> Method.PUT;
            default -> throw in.invalid("method", "must be POST or PUT");
        };
        return new Upload(in.requiredUrl("url"), method, headers(in.reader("headers")));
    }

    private static Map<String, String> headers(@Nullable JsonObjectReader in) {
        var headers = new LinkedHashMap<String, String>();
        if (in != null) {
            in.names().forEach(name -> headers.put(name, in.requiredText(name)));
        }
        return headers;
    }

    private static String write(Upload upload) {
        var headers = new JsonObjectWriter();
        upload.headers().forEach((name, value) -> headers.rawEscapingName(name, JsonIo.quote(value)));
        return new JsonObjectWriter()
                .text("url", upload.url())
                .text("method", upload.method().name())
                .raw("headers", headers.end())
                .end();
    }
}
