package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Ids;
import ee.chatkit.protocol.json.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Validates the order of the records after a header, and that each record can be stored. An unreadable line may have been
 * the thread of the lines after it, so after one the thread is not checked until the next thread begins.
 */
final class RecordOrderValidator {
    private static final int ITEMS = 0;
    private static final int FEEDBACK = 1;
    private static final int ATTACHMENTS = 2;

    private @Nullable String last;
    private @Nullable String current;
    private boolean threadsBegun;
    private boolean threadUnknown;
    private int part;
    private @Nullable String attachmentInProgress;
    private long missing;

    /** @param after the id of the thread after which the records begin; null for the first */
    RecordOrderValidator(@Nullable String after) {
        this.last = after;
    }

    void skipThread() {
        threadUnknown = true;
        attachmentInProgress = null;
    }

    void entry(ArchiveEntry entry, @Nullable Long contentLength) {
        requireContentsComplete();
        try {
            validate(entry);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()));
        }
        if (contentLength != null && contentLength > 0) {
            attachmentInProgress = entry.id();
            missing = contentLength;
        }
    }

    private void validate(ArchiveEntry entry) {
        switch (entry) {
            case ArchiveEntry.OwnedOpportunity opportunity -> requireBeforeThreads();
            case ArchiveEntry.ActiveSelection(String userId, String opportunityId) -> {
                requireBeforeThreads();
                if (!Ids.isValid(opportunityId)) {
                    throw new InvalidInputException("id", "must have 1 to 255 characters, and no control characters");
                }
            }
            case ArchiveEntry.OwnedThread(String userId, var thread) -> {
                threadsBegun = true;
                threadUnknown = false;
                current = thread.id();
                last = current;
                part = ITEMS;
                thread.storable();
            }
            case ArchiveEntry.StoredItem(var item) -> {
                require(item.threadId(), ITEMS);
                item.storable();
            }
            case ArchiveEntry.ItemFeedback(var feedback) -> require(feedback.threadId(), FEEDBACK);
            case ArchiveEntry.OwnedAttachment(String userId, Attachment attachment) -> attachment(attachment);
        }
    }

    private void attachment(Attachment attachment) {
        String threadId = attachment.threadId();
        if (threadId == null) {
            threadsBegun = true;
            current = null;
        } else {
            require(threadId, ATTACHMENTS);
        }
        attachment.storable();
    }

    private void requireBeforeThreads() {
        if (threadsBegun) {
            throw new InvalidInputException("must precede all threads and attachments");
        }
    }

    private void require(String threadId, int nextPart) {
        if (threadUnknown) {
            return;
        }
        if (!threadId.equals(current)) {
            throw new InvalidInputException(
                    "thread_id", "must be the id of the preceding thread: the thread is missing");
        }
        if (nextPart < part) {
            throw new InvalidInputException(
                    "is out of order: items of a thread come first, then its feedback, then its attachments");
        }
        part = nextPart;
    }

    void content(String attachmentId, int length) {
        requireInProgress(attachmentId);
        if (length > missing && !threadUnknown) {
            throw new InvalidInputException("data", "exceeds the content_length of the attachment");
        }
        missing -= length;
        if (missing <= 0) {
            attachmentInProgress = null;
        }
    }

    void deletedContent(String attachmentId) {
        requireInProgress(attachmentId);
        attachmentInProgress = null;
    }

    private void requireInProgress(String attachmentId) {
        if (!threadUnknown && !attachmentId.equals(attachmentInProgress)) {
            throw new InvalidInputException(
                    "attachment_id", "must be the id of the preceding attachment with a content_length");
        }
    }

    void checkpoint(String after) {
        requireContentsComplete();
        if (!threadUnknown && !after.equals(last)) {
            throw new InvalidInputException("after", "must be the id of the preceding thread");
        }
    }

    void requireContentsComplete() {
        if (attachmentInProgress != null) {
            String id = attachmentInProgress;
            long count = missing;
            attachmentInProgress = null;
            throw new InvalidInputException(
                    "is out of order: " + count + " bytes of the attachment " + id + " are missing before it");
        }
    }
}
