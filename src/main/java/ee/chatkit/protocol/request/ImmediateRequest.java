package ee.chatkit.protocol.request;

import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.Preconditions;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is answered by one JSON document. Source: the reference's {@code NonStreamingReq} union. */
public sealed interface ImmediateRequest extends ChatKitRequest {
    /** As {@link StreamingRequest.ThreadsCustomAction}, answered by the changed item, if any. */
    record ThreadsSyncCustomAction(
            String threadId, @Nullable String itemId, Action action) implements ImmediateRequest {
        public ThreadsSyncCustomAction {
            Preconditions.requireId("thread id", threadId);
            if (itemId != null) {
                Preconditions.requireId("item id", itemId);
            }
            Objects.requireNonNull(action);
        }
    }

    /** A thread with its first page of items. */
    record ThreadsGetById(String threadId) implements ImmediateRequest {
        public ThreadsGetById {
            Preconditions.requireId("thread id", threadId);
        }
    }

    /** A page of threads. */
    record ThreadsList(PageRequest page) implements ImmediateRequest {
        public ThreadsList {
            Objects.requireNonNull(page);
        }
    }

    /** A page of a thread's items. */
    record ItemsList(String threadId, PageRequest page) implements ImmediateRequest {
        public ItemsList {
            Preconditions.requireId("thread id", threadId);
            Objects.requireNonNull(page);
        }
    }

    /** What the user thinks of some items. */
    record ItemsFeedback(String threadId, List<String> itemIds, FeedbackKind kind) implements ImmediateRequest {
        public ItemsFeedback {
            Preconditions.requireId("thread id", threadId);
            itemIds = List.copyOf(itemIds);
            itemIds.forEach(id -> Preconditions.requireId("item id", id));
            Objects.requireNonNull(kind);
        }
    }

    /**
     * Announces a file.
     *
     * @param size bytes
     */
    record AttachmentsCreate(String name, long size, String mimeType) implements ImmediateRequest {
        public AttachmentsCreate {
            name = Preconditions.requireText(name);
            if (size < 0) {
                throw new IllegalArgumentException("size must not be negative");
            }
            mimeType = Preconditions.requireText(mimeType);
        }
    }

    /** Takes a file back. */
    record AttachmentsDelete(String attachmentId) implements ImmediateRequest {
        public AttachmentsDelete {
            Preconditions.requireId("attachment id", attachmentId);
        }
    }

    /** Names a thread. */
    record ThreadsUpdate(String threadId, String title) implements ImmediateRequest {
        public ThreadsUpdate {
            Preconditions.requireId("thread id", threadId);
            title = Preconditions.requireText(title);
        }
    }

    /** Deletes a thread with all that is in it. */
    record ThreadsDelete(String threadId) implements ImmediateRequest {
        public ThreadsDelete {
            Preconditions.requireId("thread id", threadId);
        }
    }

    /**
     * Wants speech as text.
     *
     * @param audioBase64 the recording
     * @param mimeType its type, perhaps with parameters
     */
    record InputTranscribe(String audioBase64, String mimeType) implements ImmediateRequest {
        public InputTranscribe {
            mimeType = Preconditions.requireText(mimeType);
            Base64.getDecoder().decode(audioBase64);
        }

        /** The recording's bytes, decoded anew with each call. */
        public byte[] audio() {
            return Base64.getDecoder().decode(audioBase64);
        }

        /** The type without its parameters. */
        public String mediaType() {
            int end = mimeType.indexOf(';');
            return (end < 0 ? mimeType : mimeType.substring(0, end)).strip();
        }
    }
}
