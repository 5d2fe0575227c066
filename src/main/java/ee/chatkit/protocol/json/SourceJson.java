package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.Source;

/** Sources, and the assistant's text that refers to them. */
final class SourceJson {
    private SourceJson() {}

    static AssistantContent readContent(JsonObjectReader in) {
        requireType(in, "output_text");
        return new AssistantContent(in.anyText("text"), in.listOrNone("annotations", SourceJson::readAnnotation));
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
        return new Annotation(read(in.requiredFields("source")), JsonNumbers.optionalIndex(in, "index"));
    }

    static String write(Annotation annotation) {
        return new JsonObjectWriter()
                .text("type", "annotation")
                .raw("source", write(annotation.source()))
                .number("index", annotation.index())
                .end();
    }

    static Source read(JsonObjectReader in) {
        return switch (in.requiredText("type")) {
            case "url" -> new Source.Url(about(in), in.anyText("url"), in.text("attribution"));
            case "file" -> new Source.File(about(in), in.anyText("filename"));
            case "entity" -> new Source.Entity(about(in), in.anyText("id"), look(in), in.jsonObjectOrEmpty("data"));
            default -> new Source.Unknown(in.all());
        };
    }

    static Source.Url readUrl(JsonObjectReader in) {
        if (read(in) instanceof Source.Url url) {
            return url;
        }
        throw in.refusal("type", "must be url");
    }

    static Source.File readFile(JsonObjectReader in) {
        if (read(in) instanceof Source.File file) {
            return file;
        }
        throw in.refusal("type", "must be file");
    }

    static String write(Source source) {
        return switch (source) {
            case Source.Url(Source.About about, String url, String attribution) ->
                about(about)
                        .text("type", "url")
                        .text("url", url)
                        .text("attribution", attribution)
                        .end();
            case Source.File(Source.About about, String filename) ->
                about(about).text("type", "file").text("filename", filename).end();
            case Source.Entity(Source.About about, String id, Source.Look look, RawJson data) ->
                about(about)
                        .text("type", "entity")
                        .text("id", id)
                        .text("icon", look.icon())
                        .text("label", look.label())
                        .text("inline_label", look.inlineLabel())
                        .flag("interactive", look.interactive())
                        .json("data", data)
                        .end();
            case Source.Unknown(RawJson rawJson) -> rawJson.text();
        };
    }

    private static Source.About about(JsonObjectReader in) {
        return new Source.About(in.anyText("title"), in.text("description"), in.text("timestamp"), in.text("group"));
    }

    private static JsonObjectWriter about(Source.About about) {
        return new JsonObjectWriter()
                .text("title", about.title())
                .text("description", about.description())
                .text("timestamp", about.timestamp())
                .text("group", about.group());
    }

    private static Source.Look look(JsonObjectReader in) {
        return new Source.Look(in.text("icon"), in.text("label"), in.text("inline_label"), in.flag("interactive"));
    }

    /** Where the wire knows one type only, it may be left out. */
    private static void requireType(JsonObjectReader in, String type) {
        String named = in.text("type");
        if (named != null && !named.equals(type)) {
            throw in.refusal("type", "must be " + type);
        }
    }
}
