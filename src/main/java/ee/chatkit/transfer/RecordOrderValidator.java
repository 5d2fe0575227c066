package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Ids;
import ee.chatkit.protocol.json.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Whether each line stands where it may, from a header on, and can be stored. A line that nobody could read may have been the
 * thread of those behind it: until the next thread that is not asked any more.
 */
final class RecordOrderValidator {
    private static final int ITEMS = 0;
    private static final int FEEDBACK = 1;
    private static final int ATTACHMENTS = 2;

    private @Nullable String last;
    private @Nullable String current;
    private boolean threadsBegun;
    private boolean skipThread;
    private int part;
    private @Nullable String awaited;
    private long missing;

    /** @param after the thread behind which it begins */
    RecordOrderValidator(@Nullable String after) {
        this.last = after;
    }

    void skipThread() {
        skipThread = true;
        awaited = null;
    }

    void entry(ArchiveEntry archiveEntry, @Nullable Long contentLength) {
        requireNothingMissing();
        try {
            place(archiveEntry);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()));
        }
        if (contentLength != null && contentLength > 0) {
            awaited = archiveEntry.id();
            missing = contentLength;
        }
    }

    private void place(ArchiveEntry archiveEntry) {
        switch (archiveEntry) {
            case ArchiveEntry.OwnedOpportunity opportunity -> requireBeforeThreads();
            case ArchiveEntry.ActiveSelection(String userId, String opportunityId) -> {
                requireBeforeThreads();
                if (!Ids.isValid(opportunityId)) {
                    throw new InvalidInputException("id", "must have 1 to 255 characters, and no control characters");
                }
            }
            case ArchiveEntry.OwnedThread(String userId, var thread) -> {
                threadsBegun = true;
                skipThread = false;
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
            throw new InvalidInputException("must stand before all threads and attachments");
        }
    }

    private void require(String threadId, int nextPart) {
        if (skipThread) {
            return;
        }
        if (!threadId.equals(current)) {
            throw new InvalidInputException("thread_id", "must be that of the thread above: its thread is missing");
        }
        if (nextPart < part) {
            throw new InvalidInputException(
                    "must stand higher: a thread has its items first, then its feedback, then its attachments");
        }
        part = nextPart;
    }

    void content(String attachmentId, int length) {
        requireAwaited(attachmentId);
        if (length > missing && !skipThread) {
            throw new InvalidInputException("data", "has more bytes than the attachment's content_length");
        }
        missing -= length;
        if (missing <= 0) {
            awaited = null;
        }
    }

    void deletedContent(String attachmentId) {
        requireAwaited(attachmentId);
        awaited = null;
    }

    private void requireAwaited(String attachmentId) {
        if (!skipThread && !attachmentId.equals(awaited)) {
            throw new InvalidInputException(
                    "attachment_id", "must be that of the attachment above, which says how many bytes follow");
        }
    }

    void checkpoint(String after) {
        requireNothingMissing();
        if (!skipThread && !after.equals(last)) {
            throw new InvalidInputException("after", "must be the id of the last thread above");
        }
    }

    void end() {
        requireNothingMissing();
    }

    private void requireNothingMissing() {
        if (awaited != null) {
            String id = awaited;
            long count = missing;
            awaited = null;
            throw new InvalidInputException(
                    "must stand further down: " + count + " bytes of the attachment " + id + " are missing above");
        }
    }
}
