package ee.chatkit.protocol.request;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import java.util.Map;

/**
 * What a user answers to the questions of an item.
 *
 * @param skipped whether all of them were skipped
 * @param answers by question id, in the order in which they came; there may be ids that no question has
 */
public record StructuredInputAnswers(boolean skipped, Map<String, Answer> answers) {
    public StructuredInputAnswers {
        answers = Preconditions.copyOf(answers);
    }
}
