package ee.chatkit.protocol.request;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is answered by a turn, streamed. Source: the reference's {@code StreamingReq} union. */
public sealed interface StreamingRequest extends ChatKitRequest {
    /** Begins a thread with this message. */
    record ThreadsCreate(UserMessageInput input) implements StreamingRequest {
        public ThreadsCreate {
            Objects.requireNonNull(input);
        }
    }

    /** Goes on with this message. */
    record ThreadsAddUserMessage(String threadId, UserMessageInput input) implements StreamingRequest {
        public ThreadsAddUserMessage {
            Preconditions.requireId("thread id", threadId);
            Objects.requireNonNull(input);
        }
    }

    /**
     * Gives the output of the tool call that the thread waits for.
     *
     * @param result any JSON, null too
     */
    record ThreadsAddClientToolOutput(String threadId, RawJson result) implements StreamingRequest {
        public ThreadsAddClientToolOutput {
            Preconditions.requireId("thread id", threadId);
            Objects.requireNonNull(result);
        }
    }

    /** Answers the questions of an item. */
    record ThreadsAddStructuredInput(String threadId, String itemId, StructuredInputAnswers input)
            implements StreamingRequest {
        public ThreadsAddStructuredInput {
            Preconditions.requireId("thread id", threadId);
            Preconditions.requireId("item id", itemId);
            Objects.requireNonNull(input);
        }
    }

    /** Forgets what came behind a user message, and answers that again. */
    record ThreadsRetryAfterItem(String threadId, String itemId) implements StreamingRequest {
        public ThreadsRetryAfterItem {
            Preconditions.requireId("thread id", threadId);
            Preconditions.requireId("item id", itemId);
        }
    }

    /**
     * The user did something in a widget, or the application's page on its own.
     *
     * @param itemId the widget's item; null when there is none
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
