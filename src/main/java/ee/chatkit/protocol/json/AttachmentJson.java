package ee.chatkit.protocol.json;

import ee.chatkit.protocol.Json;
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
            case WireAttachment.Unknown(Json json) -> json.text();
        };
    }

    /**
     * Reads what is announced, where that is all that a body says.
     *
     * @throws InvalidInputException naming the member
     */
    public static AttachmentsCreate readNew(byte[] body) {
        return announced(Fields.of(Jsonp.object(body)).only(Set.of("name", "size", "mime_type")));
    }

    static AttachmentsCreate announced(Fields in) {
        return new AttachmentsCreate(
                in.requiredText("name"), Numbers.whole(in, "size", Long.MAX_VALUE), in.requiredText("mime_type"));
    }

    static WireAttachment read(Fields in) {
        return switch (in.requiredText("type")) {
            case "file" -> new WireAttachment.File(about(in));
            case "image" -> new WireAttachment.Image(about(in), in.anyText("preview_url"));
            default -> new WireAttachment.Unknown(in.allWithout(Set.of("metadata")));
        };
    }

    private static About about(Fields in) {
        Fields upload = in.fields("upload_descriptor");
        return new About(
                in.requiredReference("id"),
                in.anyText("name"),
                in.anyText("mime_type"),
                upload == null ? null : upload(upload),
                in.reference("thread_id"));
    }

    private static ObjectText write(About about) {
        return new ObjectText()
                .text("id", about.id())
                .text("name", about.name())
                .text("mime_type", about.mimeType())
                .optional("upload_descriptor", about.upload(), AttachmentJson::write)
                .text("thread_id", about.threadId());
    }

    private static Upload upload(Fields in) {
        Method method = switch (in.requiredText("method")) {
            case "POST" -> Method.POST;
            case "PUT" -> Method.PUT;
            default -> throw in.refusal("method", "must be POST or PUT");
        };
        return new Upload(in.anyText("url"), method, headers(in.fields("headers")));
    }

    private static Map<String, String> headers(@Nullable Fields in) {
        var headers = new LinkedHashMap<String, String>();
        if (in != null) {
            in.names().forEach(name -> headers.put(name, in.anyText(name)));
        }
        return headers;
    }

    private static String write(Upload upload) {
        var headers = new ObjectText();
        upload.headers().forEach((name, value) -> headers.quotedName(name, Jsonp.quoted(value)));
        return new ObjectText()
                .text("url", upload.url())
                .text("method", upload.method().name())
                .raw("headers", headers.end())
                .end();
    }
}
