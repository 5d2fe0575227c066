package ee.chatkit.responder.model;

import java.time.Duration;
import java.util.Set;

/**
 * Options of a model's requests.
 *
 * @param instructions the start of the system prompt
 * @param selectableModels the names of models that users may select, in addition to the configured one
 * @param window how much of a thread is sent
 * @param timeouts how long a call may take
 */
public record ModelOptions(String instructions, Set<String> selectableModels, Window window, Timeouts timeouts) {
    public ModelOptions {
        selectableModels = Set.copyOf(selectableModels);
    }

    /**
     * How much of a thread is sent: its newest items, until one of the limits is reached. The message to be answered is
     * always sent in full.
     *
     * @param items the number of items, at least 1
     * @param characters of all texts together; about four make a token
     * @param attachmentBytes of all attachments in one request together; further ones are only named
     */
    public record Window(int items, int characters, int attachmentBytes) {}

    /**
     * How long a call may take.
     *
     * @param idle until the first event of the model, and between two events
     * @param total until the answer is complete
     */
    public record Timeouts(Duration idle, Duration total) {}
}
