package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * What the user chose for the answer.
 *
 * @param toolChoice the id of the tool to use; on the wire it stands in an object
 * @param model the id of the model to ask
 */
public record InferenceOptions(
        @Nullable String toolChoice, @Nullable String model) {
    public static final InferenceOptions NONE = new InferenceOptions(null, null);

    public InferenceOptions {
        toolChoice = Preconditions.requireTextOrNull(toolChoice);
        model = Preconditions.requireTextOrNull(model);
    }
}
