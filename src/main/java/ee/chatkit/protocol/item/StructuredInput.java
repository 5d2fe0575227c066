package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question to the user. */
public sealed interface StructuredInput {
    /**
     * A choice among options.
     *
     * @param id the id of the question
     * @param question the text of the question
     * @param options the options
     * @param multiple whether several options may be chosen
     * @param answer the answer; null until it is given
     */
    record MultipleChoice(
            String id,
            String question,
            List<Option> options,
            boolean multiple,
            @Nullable Answer answer) implements StructuredInput {
        public MultipleChoice {
            id = Preconditions.requireText(id);
            question = Preconditions.requireText(question);
            options = List.copyOf(options);
        }
    }

    /**
     * An option of a choice.
     *
     * @param value the text of the option, which is also its value
     */
    record Option(String value) {
        public Option {
            value = Preconditions.requireText(value);
        }
    }

    /**
     * A question that is answered by text.
     *
     * @param id the id of the question
     * @param question the text of the question
     * @param description an explanation; null for none
     * @param answer the answer; null until it is given
     */
    record Freeform(
            String id,
            String question,
            @Nullable String description,
            @Nullable Answer answer) implements StructuredInput {
        public Freeform {
            id = Preconditions.requireText(id);
            question = Preconditions.requireText(question);
            description = Preconditions.requireTextOrNull(description);
        }
    }

    /**
     * An answer of the user.
     *
     * @param values the chosen options or the text; empty if the question was skipped
     * @param skipped whether the question was skipped
     */
    record Answer(List<String> values, boolean skipped) {
        /** The answer to a skipped question. */
        public static final Answer SKIPPED = new Answer(List.of(), true);

        public Answer {
            values = values.stream().map(Preconditions::requireText).toList();
        }
    }

    /**
     * A question of an unknown type.
     *
     * @param json a JSON object
     */
    record Unknown(RawJson json) implements StructuredInput {
        public Unknown {
            json.requireObject("input");
        }
    }
}
