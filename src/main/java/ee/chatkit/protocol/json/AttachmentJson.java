package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.item.WireAttachment.About;
import ee.chatkit.protocol.item.WireAttachment.Method;
import ee.chatkit.protocol.item.WireAttachment.Upload;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attachments, as clients see them. */
public final class AttachmentJson {
    private AttachmentJson() {}

    /** The answer to {@code attachments.create}, and a part of user messages. Metadata is never sent. */
    public static String write(WireAttachment attachment) {
        return switch (attachment) {
            case WireAttachment.File(About about) ->
                write(about).text("type", "file").end();
            case WireAttachment.Image(About about, String previewUrl) ->
                write(about)
                        .text("type", "image")
                        .text("preview_url", previewUrl)
                        .end();
            case WireAttachment.Unknown(RawJson rawJson) -> rawJson.text();
        };
    }

    /**
     * Reads what is announced, where that is all that a body says.
     *
     * @throws InvalidInputException naming the member
     */
    public static AttachmentsCreate readNew(byte[] body) {
        return announced(JsonObjectReader.of(JsonIo.object(body)).only(Set.of("name", "size", "mime_type")));
    }

    static AttachmentsCreate announced(JsonObjectReader in) {
        return new AttachmentsCreate(
                in.requiredText("name"), JsonNumbers.whole(in, "size", Long.MAX_VALUE), in.requiredText("mime_type"));
    }

    static WireAttachment read(JsonObjectReader in) {
        return switch (in.requiredText("type")) {
            case "file" -> new WireAttachment.File(about(in));
            case "image" -> new WireAttachment.Image(about(in), in.anyText("preview_url"));
            default -> new WireAttachment.Unknown(in.allWithout(Set.of("metadata")));
        };
    }

    private static About about(JsonObjectReader in) {
        JsonObjectReader upload = in.fields("upload_descriptor");
        return new About(
                in.requiredReference("id"),
                in.anyText("name"),
                in.anyText("mime_type"),
                upload == null ? null : upload(upload),
                in.reference("thread_id"));
    }

    private static JsonObjectWriter write(About about) {
        return new JsonObjectWriter()
                .text("id", about.id())
                .text("name", about.name())
                .text("mime_type", about.mimeType())
                .optional("upload_descriptor", about.upload(), AttachmentJson::write)
                .text("thread_id", about.threadId());
    }

    private static Upload upload(JsonObjectReader in) {
        Method method = switch (in.requiredText("method")) {
            case "POST" -> Method.POST;
            case "PUT" -> Method.PUT;
            default -> throw in.refusal("method", "must be POST or PUT");
        };
        return new Upload(in.anyText("url"), method, headers(in.fields("headers")));
    }

    private static Map<String, String> headers(@Nullable JsonObjectReader in) {
        var headers = new LinkedHashMap<String, String>();
        if (in != null) {
            in.names().forEach(name -> headers.put(name, in.anyText(name)));
        }
        return headers;
    }

    private static String write(Upload upload) {
        var headers = new JsonObjectWriter();
        upload.headers().forEach((name, value) -> headers.quotedName(name, JsonIo.quoted(value)));
        return new JsonObjectWriter()
                .text("url", upload.url())
                .text("method", upload.method().name())
                .raw("headers", headers.end())
                .end();
    }
}
