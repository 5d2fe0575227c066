package ee.chatkit.transfer;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Entry;
import org.jspecify.annotations.Nullable;

/** What whoever imports may write. */
@FunctionalInterface
public interface Rights {
    /** Whatever a file has. */
    Rights ALL = (entry, contentLength) -> null;

    /**
     * Says why something must not be written.
     *
     * @param contentLength how many bytes the attachment comes with; null when there are none
     * @return null when it may be written
     */
    @Nullable
    String refusal(Entry entry, @Nullable Long contentLength);

    /** What a user may have otherwise too: things of their own, no item that only servers write, files that are taken. */
    static Rights of(Caller caller, Files files) {
        return (entry, contentLength) -> switch (entry) {
            case Entry.OfOpportunity(String userId, var opportunity) -> owned(caller, userId);
            case Entry.OfActive(String userId, String opportunityId) -> owned(caller, userId);
            case Entry.OfThread(String userId, var thread) -> owned(caller, userId);
            case Entry.OfItem(var item) -> item.hidden() ? "items of this type are for the server to write" : null;
            case Entry.OfFeedback feedback -> null;
            case Entry.OfAttachment(String userId, var attachment) -> {
                String refusal = owned(caller, userId);
                yield refusal == null ? files.refusal(attachment, contentLength) : refusal;
            }
        };
    }

    private static @Nullable String owned(Caller caller, String userId) {
        return caller.userId().equals(userId) ? null : "it belongs to another user";
    }

    /** Says which files are taken. */
    interface Files {
        /** Why a file is not taken; null when it is. */
        @Nullable
        String refusal(Attachment attachment, @Nullable Long contentLength);
    }
}
