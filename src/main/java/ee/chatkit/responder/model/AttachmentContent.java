package ee.chatkit.responder.model;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.item.WireAttachment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Attachments as contents of a message: UTF-8 text as text, images as images, while the bytes of this request last.
 * Other files are only named. For one request and one thread.
 */
final class AttachmentContent {
    /** The image types that providers read. */
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private static final Set<String> TEXTS = Set.of("application/json", "application/xml", "application/yaml");

    private final AttachmentReader reader;
    private final Caller caller;
    private final int textBytes;
    private int bytesLeft;

    AttachmentContent(AttachmentReader reader, Caller caller, ModelOptions.Window window) {
        this.reader = reader;
        this.caller = caller;
        this.textBytes = window.characters();
        this.bytesLeft = window.attachmentBytes();
    }

    Content content(WireAttachment attachment) {
        return switch (attachment) {
            case WireAttachment.File(var fileInfo) -> content(fileInfo);
            case WireAttachment.Image(var fileInfo, String previewUrl) -> content(fileInfo);
            case WireAttachment.Unknown unknown ->
                TextContent.from(PromptDelimiters.ATTACHMENT.enclose("(it cannot be read)"));
        };
    }

    private Content content(WireAttachment.FileInfo fileInfo) {
        String type = fileInfo.mimeType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Optional<Content> content = Optional.empty();
        if (IMAGES.contains(type)) {
            content = read(fileInfo, bytesLeft)
                    .map(bytes -> ImageContent.from(Base64.getEncoder().encodeToString(bytes), type));
        } else if (type.startsWith("text/") || TEXTS.contains(type)) {
            content = read(fileInfo, Math.min(bytesLeft, textBytes))
                    .flatMap(AttachmentContent::decodeUtf8)
                    .map(text -> TextContent.from(delimited(fileInfo, text)));
        }
        return content.orElseGet(() -> TextContent.from(delimited(fileInfo, "(its content is not here)")));
    }

    private Optional<byte[]> read(WireAttachment.FileInfo fileInfo, int limit) {
        if (limit <= 0) {
            return Optional.empty();
        }
        Optional<byte[]> found =
                reader.read(caller, fileInfo.id(), limit).filter(bytes -> bytes.length > 0 && bytes.length <= limit);
        found.ifPresent(bytes -> bytesLeft -= bytes.length);
        return found;
    }

    private static String delimited(WireAttachment.FileInfo fileInfo, String text) {
        return PromptDelimiters.ATTACHMENT.enclose(
                PromptDelimiters.attribute("name", fileInfo.name())
                        + PromptDelimiters.attribute("type", fileInfo.mimeType()),
                text);
    }

    private static Optional<String> decodeUtf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
