package ee.chatkit.transfer;

import ee.chatkit.model.Entry;
import ee.chatkit.protocol.json.RecordKind;
import org.jspecify.annotations.Nullable;

/** How entries are called in a file, and which ids they have there. */
final class Kinds {
    private Kinds() {}

    static RecordKind of(Entry entry) {
        return switch (entry) {
            case Entry.OfOpportunity opportunity -> RecordKind.OPPORTUNITY;
            case Entry.OfActive active -> RecordKind.ACTIVE_OPPORTUNITY;
            case Entry.OfThread thread -> RecordKind.THREAD;
            case Entry.OfItem item -> RecordKind.ITEM;
            case Entry.OfFeedback feedback -> RecordKind.FEEDBACK;
            case Entry.OfAttachment attachment -> RecordKind.ATTACHMENT;
        };
    }

    static String id(Entry entry) {
        return switch (entry) {
            case Entry.OfOpportunity(String userId, var opportunity) -> opportunity.id();
            case Entry.OfActive(String userId, String opportunityId) -> opportunityId;
            case Entry.OfThread(String userId, var thread) -> thread.id();
            case Entry.OfItem(var item) -> item.id();
            case Entry.OfFeedback(var feedback) -> feedback.itemId();
            case Entry.OfAttachment(String userId, var attachment) -> attachment.id();
        };
    }

    /** The thread that it hangs on. */
    static @Nullable String threadId(Entry entry) {
        return switch (entry) {
            case Entry.OfItem(var item) -> item.threadId();
            case Entry.OfFeedback(var feedback) -> feedback.threadId();
            case Entry.OfAttachment(String userId, var attachment) -> attachment.threadId();
            case Entry.OfOpportunity opportunity -> null;
            case Entry.OfActive active -> null;
            case Entry.OfThread thread -> null;
        };
    }
}
