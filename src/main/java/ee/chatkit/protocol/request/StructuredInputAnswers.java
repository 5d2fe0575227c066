package ee.chatkit.protocol.request;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import java.util.Map;

/**
 * The answers of a user to the questions of an item.
 *
 * @param skipped whether all questions were skipped
 * @param answers the answers by the id of the question, in the order of the request; ids need not exist
 */
public record StructuredInputAnswers(boolean skipped, Map<String, Answer> answers) {
    public StructuredInputAnswers {
        answers = Preconditions.copyOf(answers);
    }
}
