package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.StructuredInput;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import ee.chatkit.protocol.item.StructuredInput.Freeform;
import ee.chatkit.protocol.item.StructuredInput.MultipleChoice;
import org.jspecify.annotations.Nullable;

/** Questions to the user and their answers. */
final class StructuredInputJson {
    private StructuredInputJson() {}

    static StructuredInput read(JsonObjectReader in) {
        return switch (in.nonBlankText("type")) {
            case "multiple_choice" ->
                new MultipleChoice(
                        in.requiredText("id"),
                        in.requiredText("question"),
                        in.requiredList("options", option -> new StructuredInput.Option(option.requiredText("value"))),
                        in.flag("multiple"),
                        answer(in));
            case "freeform" ->
                new Freeform(in.requiredText("id"), in.requiredText("question"), in.text("description"), answer(in));
            default -> in.unknown(StructuredInput.Unknown::new, "multiple_choice or freeform");
        };
    }

    static String write(StructuredInput input) {
        return switch (input) {
            case MultipleChoice choice ->
                begin(choice.id(), choice.question(), choice.answer())
                        .text("type", "multiple_choice")
                        .list("options", choice.options(), StructuredInputJson::write)
                        .flag("multiple", choice.multiple())
                        .end();
            case Freeform freeform ->
                begin(freeform.id(), freeform.question(), freeform.answer())
                        .text("type", "freeform")
                        .text("description", freeform.description())
                        .end();
            case StructuredInput.Unknown(RawJson rawJson) -> rawJson.text();
        };
    }

    static Answer readAnswer(JsonObjectReader in) {
        return new Answer(in.textsOrEmpty("values"), in.flag("skipped"));
    }

    private static @Nullable Answer answer(JsonObjectReader in) {
        JsonObjectReader answer = in.reader("answer");
        return answer == null ? null : readAnswer(answer);
    }

    private static String write(Answer answer) {
        return new JsonObjectWriter()
                .texts("values", answer.values())
                .flag("skipped", answer.skipped())
                .end();
    }

    private static String write(StructuredInput.Option option) {
        return new JsonObjectWriter().text("value", option.value()).end();
    }

    private static JsonObjectWriter begin(String id, String question, @Nullable Answer answer) {
        return new JsonObjectWriter()
                .text("id", id)
                .text("question", question)
                .optional("answer", answer, StructuredInputJson::write);
    }
}
