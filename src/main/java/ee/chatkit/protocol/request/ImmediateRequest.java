package ee.chatkit.protocol.request;

import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.Preconditions;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request that is answered by one JSON document; one record for each type of the protocol's {@code NonStreamingReq} union. */
public sealed interface ImmediateRequest extends ChatKitRequest {
    /**
     * An action as in {@link StreamingRequest.ThreadsCustomAction}, answered by the changed item, if any.
     *
     * @param threadId the id of the thread
     * @param itemId the id of the widget's item; null if there is none
     * @param action the action
     */
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

    /**
     * Returns a thread with its first page of items.
     *
     * @param threadId the id of the thread
     */
    record ThreadsGetById(String threadId) implements ImmediateRequest {
        public ThreadsGetById {
            Preconditions.requireId("thread id", threadId);
        }
    }

    /**
     * Returns a page of threads.
     *
     * @param page the page
     */
    record ThreadsList(PageRequest page) implements ImmediateRequest {
        public ThreadsList {
            Objects.requireNonNull(page);
        }
    }

    /**
     * Returns a page of the items of a thread.
     *
     * @param threadId the id of the thread
     * @param page the page
     */
    record ItemsList(String threadId, PageRequest page) implements ImmediateRequest {
        public ItemsList {
            Preconditions.requireId("thread id", threadId);
            Objects.requireNonNull(page);
        }
    }

    /**
     * Rates items.
     *
     * @param threadId the id of the thread
     * @param itemIds the ids of the items
     * @param kind the rating
     */
    record ItemsFeedback(String threadId, List<String> itemIds, FeedbackKind kind) implements ImmediateRequest {
        public ItemsFeedback {
            Preconditions.requireId("thread id", threadId);
            itemIds = List.copyOf(itemIds);
            itemIds.forEach(id -> Preconditions.requireId("item id", id));
            Objects.requireNonNull(kind);
        }
    }

    /**
     * Announces the upload of a file.
     *
     * @param name the file name
     * @param size the size in bytes, 0 or more
     * @param mimeType the media type
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

    /**
     * Deletes an attachment.
     *
     * @param attachmentId the id of the attachment
     */
    record AttachmentsDelete(String attachmentId) implements ImmediateRequest {
        public AttachmentsDelete {
            Preconditions.requireId("attachment id", attachmentId);
        }
    }

    /**
     * Sets the title of a thread.
     *
     * @param threadId the id of the thread
     * @param title the title
     */
    record ThreadsUpdate(String threadId, String title) implements ImmediateRequest {
        public ThreadsUpdate {
            Preconditions.requireId("thread id", threadId);
            title = Preconditions.requireText(title);
        }
    }

    /**
     * Deletes a thread with its items, feedback and attachments.
     *
     * @param threadId the id of the thread
     */
    record ThreadsDelete(String threadId) implements ImmediateRequest {
        public ThreadsDelete {
            Preconditions.requireId("thread id", threadId);
        }
    }

    /**
     * Transcribes speech.
     *
     * @param audioBase64 the recording in Base64
     * @param mimeType the media type of the recording, possibly with parameters
     */
    record InputTranscribe(String audioBase64, String mimeType) implements ImmediateRequest {
        public InputTranscribe {
            mimeType = Preconditions.requireText(mimeType);
            Base64.getDecoder().decode(audioBase64);
        }

        /** Returns the bytes of the recording, decoded by each call. */
        public byte[] audio() {
            return Base64.getDecoder().decode(audioBase64);
        }

        /** Returns the media type without parameters. */
        public String mediaType() {
            int end = mimeType.indexOf(';');
            return (end < 0 ? mimeType : mimeType.substring(0, end)).strip();
        }
    }
}
