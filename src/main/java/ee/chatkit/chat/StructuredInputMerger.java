package ee.chatkit.chat;

import ee.chatkit.protocol.item.ItemContent.StructuredInputItem;
import ee.chatkit.protocol.item.StructuredInput;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import ee.chatkit.protocol.item.StructuredInput.Freeform;
import ee.chatkit.protocol.item.StructuredInput.MultipleChoice;
import ee.chatkit.protocol.item.StructuredInputStatus;
import ee.chatkit.protocol.request.StructuredInputAnswers;

/** Puts a user's answers to the questions that they belong to. */
final class StructuredInputMerger {
    private StructuredInputMerger() {}

    /** Answers to questions that are not there are left out; questions without an answer were skipped. */
    static StructuredInputItem applied(StructuredInputItem item, StructuredInputAnswers answers) {
        return new StructuredInputItem(
                answers.skipped() ? StructuredInputStatus.SKIPPED : StructuredInputStatus.ANSWERED,
                item.inputs().stream().map(input -> applied(input, answers)).toList());
    }

    private static StructuredInput applied(StructuredInput input, StructuredInputAnswers answers) {
        return switch (input) {
            case MultipleChoice choice ->
                new MultipleChoice(
                        choice.id(),
                        choice.question(),
                        choice.options(),
                        choice.multiple(),
                        chosen(answer(choice.id(), answers), choice.multiple()));
            case Freeform free ->
                new Freeform(free.id(), free.question(), free.description(), answer(free.id(), answers));
            case StructuredInput.Unknown unknown -> unknown;
        };
    }

    private static Answer answer(String question, StructuredInputAnswers answers) {
        Answer given = answers.skipped() ? null : answers.answers().get(question);
        return given == null || given.skipped() ? Answer.SKIPPED : given;
    }

    private static Answer chosen(Answer answer, boolean several) {
        return several || answer.values().size() < 2
                ? answer
                : new Answer(answer.values().subList(0, 1), answer.skipped());
    }
}
