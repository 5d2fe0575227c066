package ee.chatkit.protocol.request;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that is answered by a stream of events; one record for each type of the protocol's {@code StreamingReq} union. */
public sealed interface StreamingRequest extends ChatKitRequest {
    /**
     * Creates a thread with a message of the user.
     *
     * @param input the message
     */
    record ThreadsCreate(UserMessageInput input) implements StreamingRequest {
        public ThreadsCreate {
            Objects.requireNonNull(input);
        }
    }

    /**
     * Adds a message of the user to a thread.
     *
     * @param threadId the id of the thread
     * @param input the message
     */
    record ThreadsAddUserMessage(String threadId, UserMessageInput input) implements StreamingRequest {
        public ThreadsAddUserMessage {
            Preconditions.requireId("thread id", threadId);
            Objects.requireNonNull(input);
        }
    }

    /**
     * Adds the output of the pending tool call of a thread.
     *
     * @param threadId the id of the thread
     * @param result any JSON value, including null
     */
    record ThreadsAddClientToolOutput(String threadId, RawJson result) implements StreamingRequest {
        public ThreadsAddClientToolOutput {
            Preconditions.requireId("thread id", threadId);
            Objects.requireNonNull(result);
        }
    }

    /**
     * Answers the questions of an item.
     *
     * @param threadId the id of the thread
     * @param itemId the id of the item
     * @param input the answers
     */
    record ThreadsAddStructuredInput(String threadId, String itemId, StructuredInputAnswers input)
            implements StreamingRequest {
        public ThreadsAddStructuredInput {
            Preconditions.requireId("thread id", threadId);
            Preconditions.requireId("item id", itemId);
            Objects.requireNonNull(input);
        }
    }

    /**
     * Removes the items after a message of the user, and generates a new response to it.
     *
     * @param threadId the id of the thread
     * @param itemId the id of the message
     */
    record ThreadsRetryAfterItem(String threadId, String itemId) implements StreamingRequest {
        public ThreadsRetryAfterItem {
            Preconditions.requireId("thread id", threadId);
            Preconditions.requireId("item id", itemId);
        }
    }

    /**
     * An action of a widget, or of the page that embeds the client.
     *
     * @param threadId the id of the thread
     * @param itemId the id of the widget's item; null if there is none
     * @param action the action
     */
    record ThreadsCustomAction(String threadId, @Nullable String itemId, Action action) implements StreamingRequest {
        public ThreadsCustomAction {
            Preconditions.requireId("thread id", threadId);
            if (itemId != null) {
                Preconditions.requireId("item id", itemId);
            }
            Objects.requireNonNull(action);
        }
    }
}
