package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.UserContent;
import org.jspecify.annotations.Nullable;

/** Parts of user messages, and inference options. */
final class UserContentJson {
    private UserContentJson() {}

    static UserContent read(JsonObjectReader in) {
        return switch (in.nonBlankText("type")) {
            case "input_text" -> new UserContent.Text(in.requiredText("text"));
            case "input_tag" ->
                new UserContent.Tag(
                        in.requiredText("id"),
                        in.requiredText("text"),
                        in.requiredRawMember("data"),
                        in.text("group"),
                        in.flag("interactive"));
            default -> in.unknown(UserContent.Unknown::new, "input_text or input_tag");
        };
    }

    /** Reads a part that a client sends; unknown types are rejected. */
    static UserContent readInput(JsonObjectReader in) {
        UserContent content = read(in);
        if (content instanceof UserContent.Unknown) {
            throw in.invalid("type", "must be input_text or input_tag");
        }
        return content;
    }

    static String write(UserContent content) {
        return switch (content) {
            case UserContent.Text(String text) ->
                new JsonObjectWriter()
                        .text("type", "input_text")
                        .text("text", text)
                        .end();
            case UserContent.Tag(String id, String text, RawJson data, String group, boolean interactive) ->
                new JsonObjectWriter()
                        .text("type", "input_tag")
                        .text("id", id)
                        .text("text", text)
                        .json("data", data)
                        .text("group", group)
                        .flag("interactive", interactive)
                        .end();
            case UserContent.Unknown(RawJson rawJson) -> rawJson.text();
        };
    }

    static InferenceOptions options(@Nullable JsonObjectReader in) {
        if (in == null) {
            return InferenceOptions.NONE;
        }
        JsonObjectReader tool = in.reader("tool_choice");
        return new InferenceOptions(tool == null ? null : tool.requiredText("id"), in.text("model"));
    }

    static String write(InferenceOptions options) {
        return new JsonObjectWriter()
                .optional(
                        "tool_choice",
                        options.toolChoice(),
                        id -> new JsonObjectWriter().text("id", id).end())
                .text("model", options.model())
                .end();
    }
}
