package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question to the user. */
public sealed interface StructuredInput {
    /**
     * A choice.
     *
     * @param multiple whether several options may be chosen
     * @param answer null until it is given
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

    /** One option of a choice. */
    record Option(String value) {
        public Option {
            value = Preconditions.requireText(value);
        }
    }

    /**
     * A question with room for text.
     *
     * @param answer null until it is given
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

    /** What the user answered: nothing when it was skipped. */
    record Answer(List<String> values, boolean skipped) {
        public static final Answer SKIPPED = new Answer(List.of(), true);

        public Answer {
            values = values.stream().map(Preconditions::requireText).toList();
        }
    }

    /** A stored question of another type. */
    record Unknown(RawJson json) implements StructuredInput {
        public Unknown {
            json.requireObject("input");
        }
    }
}
