package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.Source;

/** Sources, annotations, and parts of assistant messages. */
final class SourceJson {
    private SourceJson() {}

    static AssistantContent readContent(JsonObjectReader in) {
        requireType(in, "output_text");
        return new AssistantContent(in.requiredText("text"), in.listOrEmpty("annotations", SourceJson::readAnnotation));
    }

    static String write(AssistantContent content) {
        return new JsonObjectWriter()
                .list("annotations", content.annotations(), SourceJson::write)
                .text("text", content.text())
                .text("type", "output_text")
                .end();
    }

    static Annotation readAnnotation(JsonObjectReader in) {
        requireType(in, "annotation");
        return new Annotation(
                read(in.requiredReader("source")), in.value("index") == null ? null : (Integer) in.index("index"));
    }

    static String write(Annotation annotation) {
        return new JsonObjectWriter()
                .text("type", "annotation")
                .raw("source", write(annotation.source()))
                .number("index", annotation.index())
                .end();
    }

    static Source read(JsonObjectReader in) {
        return switch (in.nonBlankText("type")) {
            case "url" -> new Source.Url(about(in), in.requiredText("url"), in.text("attribution"));
            case "file" -> new Source.File(about(in), in.requiredText("filename"));
            case "entity" -> new Source.Entity(about(in), in.requiredText("id"), look(in), in.rawMemberOrEmpty("data"));
            default -> in.unknown(Source.Unknown::new, "url, file or entity");
        };
    }

    static Source.Url readUrl(JsonObjectReader in) {
        if (read(in) instanceof Source.Url url) {
            return url;
        }
        throw in.invalid("type", "must be url");
    }

    static Source.File readFile(JsonObjectReader in) {
        if (read(in) instanceof Source.File file) {
            return file;
        }
        throw in.invalid("type", "must be file");
    }

    static String write(Source source) {
        return switch (source) {
            case Source.Url(Source.SourceInfo sourceInfo, String url, String attribution) ->
                about(sourceInfo)
                        .text("type", "url")
                        .text("url", url)
                        .text("attribution", attribution)
                        .end();
            case Source.File(Source.SourceInfo sourceInfo, String filename) ->
                about(sourceInfo)
                        .text("type", "file")
                        .text("filename", filename)
                        .end();
            case Source.Entity(
                    Source.SourceInfo sourceInfo,
                    String id,
                    Source.EntityDisplay entityDisplay,
                    RawJson data) ->
                about(sourceInfo)
                        .text("type", "entity")
                        .text("id", id)
                        .text("icon", entityDisplay.icon())
                        .text("label", entityDisplay.label())
                        .text("inline_label", entityDisplay.inlineLabel())
                        .flag("interactive", entityDisplay.interactive())
                        .json("data", data)
                        .end();
            case Source.Unknown(RawJson rawJson) -> rawJson.text();
        };
    }

    private static Source.SourceInfo about(JsonObjectReader in) {
        return new Source.SourceInfo(
                in.requiredText("title"), in.text("description"), in.text("timestamp"), in.text("group"));
    }

    private static JsonObjectWriter about(Source.SourceInfo sourceInfo) {
        return new JsonObjectWriter()
                .text("title", sourceInfo.title())
                .text("description", sourceInfo.description())
                .text("timestamp", sourceInfo.timestamp())
                .text("group", sourceInfo.group());
    }

    private static Source.EntityDisplay look(JsonObjectReader in) {
        return new Source.EntityDisplay(
                in.text("icon"), in.text("label"), in.text("inline_label"), in.flag("interactive"));
    }

    /** Checks a type that may be omitted, because the protocol has one only. */
    private static void requireType(JsonObjectReader in, String type) {
        String named = in.text("type");
        if (named != null && !named.equals(type)) {
            throw in.invalid("type", "must be " + type);
        }
    }
}
