package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.responder.Turn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import org.jspecify.annotations.Nullable;

/** Loads what a request names, and rejects what belongs to another opportunity than the request's. */
final class ThreadAccess {
    private final ChatServices services;

    ThreadAccess(ChatServices services) {
        this.services = services;
    }

    /** Rejects a request for an opportunity that is not the caller's. Each request is checked once, before any load. */
    void requireOpportunity(RequestContext context) {
        String opportunityId = context.opportunityId();
        if (opportunityId != null) {
            services.opportunities().loadOpportunity(context.caller(), opportunityId);
        }
    }

    /** Rejects a request for a thread of another opportunity. Without an opportunity, the operation itself looks for the thread. */
    void requireInOpportunity(RequestContext context, String threadId) {
        if (context.opportunityId() != null) {
            load(context, threadId);
        }
    }

    ChatThread load(RequestContext context, String threadId) {
        ChatThread thread = services.store().loadThread(context.caller(), threadId);
        if (isOutside(context, thread)) {
            throw new NotFoundException(ResourceType.THREAD, threadId);
        }
        return thread;
    }

    /** Rejects an attachment that was sent in a thread of another opportunity. */
    void requireAttachmentAccess(RequestContext context, String attachmentId) {
        if (context.opportunityId() == null) {
            return;
        }
        Caller caller = context.caller();
        String threadId = services.store().loadAttachment(caller, attachmentId).threadId();
        if (threadId != null && isOutside(context, services.store().loadThread(caller, threadId))) {
            throw new NotFoundException(ResourceType.ATTACHMENT, attachmentId);
        }
    }

    private static boolean isOutside(RequestContext context, ChatThread thread) {
        String opportunityId = context.opportunityId();
        return opportunityId != null && !opportunityId.equals(thread.opportunityId());
    }

    /** Loads an item unless it is hidden. */
    ThreadItem loadVisible(Caller caller, String threadId, String itemId) {
        ThreadItem item = services.store().loadItem(caller, threadId, itemId);
        if (item.hidden()) {
            throw new NotFoundException(ResourceType.ITEM, itemId);
        }
        return item;
    }

    /** The item that an action comes from, if any. */
    @Nullable
    Item sender(RequestContext context, ChatThread thread, @Nullable String itemId) {
        return itemId == null
                ? null
                : ItemCodec.toItem(loadVisible(context.caller(), thread.id(), itemId), context.base());
    }

    LinkedOpportunity opportunityOf(RequestContext context, ChatThread thread) {
        return new LinkedOpportunity(services.opportunities(), context.caller(), thread);
    }

    Turn turn(
            StoreThreadContext threadContext,
            ChatThread thread,
            LinkedOpportunity opportunity,
            @Nullable Item message,
            RequestContext context) {
        return new Turn(
                context.caller(),
                thread,
                opportunity.get(),
                message,
                context.metadata(),
                context.locale(),
                threadContext);
    }

    /** Why the thread accepts no new turns, in words for the user. One that is active again was locked a moment ago. */
    static String rejectionMessage(ChatThread thread) {
        return switch (thread.status()) {
            case ThreadStatus.Active() -> withReason("This conversation is locked", null);
            case ThreadStatus.Locked(String reason) -> withReason("This conversation is locked", reason);
            case ThreadStatus.Closed(String reason) -> withReason("This conversation is closed", reason);
        };
    }

    private static String withReason(String status, @Nullable String reason) {
        return reason == null || reason.isBlank() ? status + "." : status + ": " + reason;
    }

    /** The thread as clients see it: metadata is for the application only. */
    static ChatThread clientView(ChatThread thread) {
        return thread.withMetadata("{}");
    }
}
