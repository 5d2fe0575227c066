package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * Options that the user selected for the response.
 *
 * @param toolChoice the id of the tool to use; null for none
 * @param model the id of the model to use; null for the default
 */
public record InferenceOptions(
        @Nullable String toolChoice, @Nullable String model) {
    /** No options. */
    public static final InferenceOptions NONE = new InferenceOptions(null, null);

    public InferenceOptions {
        toolChoice = Preconditions.requireTextOrNull(toolChoice);
        model = Preconditions.requireTextOrNull(model);
    }
}
