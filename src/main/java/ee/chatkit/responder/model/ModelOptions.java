package ee.chatkit.responder.model;

import java.time.Duration;
import java.util.Set;

/**
 * How a model is asked.
 *
 * @param instructions what every conversation begins with
 * @param selectableModels the models that users may choose; the model's own name need not be among them
 */
public record ModelOptions(String instructions, Set<String> selectableModels, Window window, Timeouts timeouts) {
    public ModelOptions {
        selectableModels = Set.copyOf(selectableModels);
    }

    /**
     * How much of a thread the model gets to read, the newest of it: whatever is hit first. The message that is to be
     * answered is always sent, and whole.
     *
     * @param items at least 1
     * @param characters of all texts together; about four make a token
     * @param attachmentBytes of all files together that are sent with one request; files beyond are only named
     */
    public record Window(int items, int characters, int attachmentBytes) {}

    /**
     * How long a model may take.
     *
     * @param idle until it says something, and between two things that it says
     * @param total until it has said everything
     */
    public record Timeouts(Duration idle, Duration total) {}
}
