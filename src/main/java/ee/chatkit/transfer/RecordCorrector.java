package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.protocol.json.AttachmentDetails;
import ee.chatkit.store.ClockSkew;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Corrects values of records that are valid and would do harm. A time of latest activity in the future would keep its thread at
 * the top of lists; an image without a key would have no link, and one with a key that can be guessed a link that anybody can
 * make.
 *
 * <p>What is corrected is not compared with stored records, so a file can be imported again.
 */
record RecordCorrector(Instant now) {
    private static final String FUTURE = "updated_at lies in the future: the time of the import was stored";
    private static final String BEFORE_CREATION = "updated_at lies before created_at, which was stored instead";
    private static final String NEW_KEY = "the link_key was absent or too short: a new one was stored";

    /**
     * A record as it is to be stored.
     *
     * @param note what was corrected; null for nothing
     */
    record Corrected(ArchiveEntry entry, @Nullable String note) {}

    Corrected correct(ArchiveEntry entry) {
        return switch (entry) {
            case ArchiveEntry.OwnedThread(String userId, ChatThread thread) -> {
                String note = note(thread.createdAt(), thread.updatedAt());
                ChatThread corrected =
                        note == null ? thread : thread.withUpdatedAt(activity(thread.createdAt(), thread.updatedAt()));
                yield new Corrected(new ArchiveEntry.OwnedThread(userId, corrected), note);
            }
            case ArchiveEntry.OwnedOpportunity(String userId, Opportunity opportunity) -> {
                String note = note(opportunity.createdAt(), opportunity.updatedAt());
                Opportunity corrected = note == null
                        ? opportunity
                        : opportunity.withUpdatedAt(activity(opportunity.createdAt(), opportunity.updatedAt()));
                yield new Corrected(new ArchiveEntry.OwnedOpportunity(userId, corrected), note);
            }
            case ArchiveEntry.OwnedAttachment(String userId, Attachment attachment) -> {
                boolean image = attachment.type() == AttachmentType.IMAGE;
                String details = AttachmentDetails.withStrongKey(attachment.details(), image);
                yield details.equals(attachment.details())
                        ? new Corrected(entry, null)
                        : new Corrected(
                                new ArchiveEntry.OwnedAttachment(userId, attachment.withDetails(details)), NEW_KEY);
            }
            default -> new Corrected(entry, null);
        };
    }

    /** Why a record is refused: lists would keep it at their top, and an attachment that is not sent would never be swept. */
    @Nullable
    String refusalReason(ArchiveEntry entry) {
        Instant createdAt = switch (entry) {
            case ArchiveEntry.OwnedThread(String userId, ChatThread thread) -> thread.createdAt();
            case ArchiveEntry.OwnedOpportunity(String userId, Opportunity opportunity) -> opportunity.createdAt();
            case ArchiveEntry.OwnedAttachment(String userId, Attachment attachment) -> attachment.createdAt();
            default -> Instant.MIN;
        };
        return isFuture(createdAt) ? "created_at lies in the future" : null;
    }

    private @Nullable String note(Instant createdAt, Instant updatedAt) {
        if (isFuture(updatedAt)) {
            return FUTURE;
        }
        return updatedAt.isBefore(createdAt) ? BEFORE_CREATION : null;
    }

    private Instant activity(Instant createdAt, Instant updatedAt) {
        return isFuture(updatedAt) ? now : createdAt;
    }

    private boolean isFuture(Instant time) {
        return time.isAfter(now.plus(ClockSkew.MAX));
    }
}
