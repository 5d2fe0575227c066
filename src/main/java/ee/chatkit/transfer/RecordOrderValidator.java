package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
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

    private @Nullable String lastThread;
    private @Nullable String currentThread;
    private boolean threadsStarted;
    private boolean threadUnknown;
    private int section;
    private @Nullable String attachmentInProgress;
    private long missingBytes;

    /** @param after the id of the thread after which the records begin; null for the first */
    RecordOrderValidator(@Nullable String after) {
        this.lastThread = after;
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
            missingBytes = contentLength;
        }
    }

    private void validate(ArchiveEntry entry) {
        switch (entry) {
            case ArchiveEntry.OwnedOpportunity opportunity -> requireBeforeThreads();
            case ArchiveEntry.ActiveSelection selection -> requireBeforeThreads();
            case ArchiveEntry.OwnedThread(String userId, var thread) -> {
                threadsStarted = true;
                threadUnknown = false;
                currentThread = thread.id();
                lastThread = currentThread;
                section = ITEMS;
                thread.storable();
            }
            case ArchiveEntry.StoredItem(var item) -> {
                require(item.threadId(), ITEMS);
                item.storable();
            }
            case ArchiveEntry.ItemFeedback(var feedback) -> require(feedback.threadId(), FEEDBACK);
            case ArchiveEntry.OwnedAttachment(String userId, Attachment attachment) -> attachment(attachment);
            case ArchiveEntry.PlacedHold hold -> {
                threadsStarted = true;
                currentThread = null;
            }
        }
    }

    private void attachment(Attachment attachment) {
        String threadId = attachment.threadId();
        if (threadId == null) {
            threadsStarted = true;
            currentThread = null;
        } else {
            require(threadId, ATTACHMENTS);
        }
        attachment.storable();
    }

    private void requireBeforeThreads() {
        if (threadsStarted) {
            throw new InvalidInputException("must precede all threads and attachments");
        }
    }

    private void require(String threadId, int nextSection) {
        if (threadUnknown) {
            return;
        }
        if (!threadId.equals(currentThread)) {
            throw new InvalidInputException(
                    "thread_id", "must be the id of the preceding thread: the thread is missing");
        }
        if (nextSection < section) {
            throw new InvalidInputException(
                    "is out of order: items of a thread come first, then its feedback, then its attachments");
        }
        section = nextSection;
    }

    void content(String attachmentId, int length) {
        requireInProgress(attachmentId);
        if (length > missingBytes && !threadUnknown) {
            throw new InvalidInputException("data", "exceeds the content_length of the attachment");
        }
        missingBytes -= length;
        if (missingBytes <= 0) {
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
        if (!threadUnknown && !after.equals(lastThread)) {
            throw new InvalidInputException("after", "must be the id of the preceding thread");
        }
    }

    void requireContentsComplete() {
        if (attachmentInProgress != null) {
            String id = attachmentInProgress;
            long count = missingBytes;
            attachmentInProgress = null;
            throw new InvalidInputException(
                    "is out of order: " + count + " bytes of the attachment " + id + " are missing before it");
        }
    }
}
