package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.responder.Turn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what requests name, and refuses what is out of their scope. */
final class ThreadAccess {
    private final ChatServices chatServices;

    ThreadAccess(ChatServices chatServices) {
        this.chatServices = chatServices;
    }

    /** Refuses an opportunity that is not the caller's. */
    void requireScope(RequestContext requestContext) {
        if (requestContext.scope() instanceof OpportunityScope.Within(String opportunityId)) {
            chatServices.opportunities().loadOpportunity(requestContext.caller(), opportunityId);
        }
    }

    /** The thread as it is right now. */
    ChatThread reload(Caller caller, String threadId) {
        return chatServices.store().loadThread(caller, threadId);
    }

    /** A thread in scope; whoever asks has required the scope itself before. */
    ChatThread load(RequestContext requestContext, String threadId) {
        ChatThread thread = chatServices.store().loadThread(requestContext.caller(), threadId);
        if (requestContext.scope() instanceof OpportunityScope.Within(String opportunityId)
                && !opportunityId.equals(thread.opportunityId())) {
            throw new NotFoundException(ResourceType.THREAD, threadId);
        }
        return thread;
    }

    /** An attachment that was sent in a thread which is out of scope is not found either. */
    void requireAttachmentInScope(RequestContext requestContext, String attachmentId) {
        if (requestContext.scope() instanceof OpportunityScope.Within(String opportunityId)) {
            String threadId = chatServices
                    .store()
                    .loadAttachment(requestContext.caller(), attachmentId)
                    .threadId();
            if (threadId != null
                    && !opportunityId.equals(chatServices
                            .store()
                            .loadThread(requestContext.caller(), threadId)
                            .opportunityId())) {
                throw new NotFoundException(ResourceType.ATTACHMENT, attachmentId);
            }
        }
    }

    /** An item that the client may know of. */
    ThreadItem loadVisible(Caller caller, ChatThread thread, String itemId) {
        ThreadItem item = chatServices.store().loadItem(caller, thread.id(), itemId);
        if (item.hidden()) {
            throw new NotFoundException(ResourceType.ITEM, itemId);
        }
        return item;
    }

    /** The item that an action comes from, if any. */
    @Nullable
    Item sender(Caller caller, ChatThread thread, @Nullable String itemId) {
        return itemId == null ? null : ItemCodec.toItem(loadVisible(caller, thread, itemId));
    }

    Turn turn(
            StoreThreadContext conversation, ChatThread thread, @Nullable Item message, RequestContext requestContext) {
        Caller caller = conversation.caller();
        return new Turn(
                caller,
                thread,
                opportunityOf(caller, thread),
                message,
                requestContext.metadata(),
                requestContext.locale(),
                conversation);
    }

    /** What a responder sees of a thread while it works on the calling thread. */
    StoreThreadContext conversation(Caller caller, ChatThread thread, TurnInterrupter turnInterrupter) {
        return new StoreThreadContext(chatServices, caller, thread.id(), turnInterrupter);
    }

    /** Why the thread takes no new turns, in words for the user. */
    static Optional<String> rejectionMessage(ChatThread thread) {
        return switch (thread.status()) {
            case ThreadStatus.Active() -> Optional.empty();
            case ThreadStatus.Locked(String reason) -> Optional.of(withReason("This conversation is locked", reason));
            case ThreadStatus.Closed(String reason) -> Optional.of(withReason("This conversation is closed", reason));
        };
    }

    /** As clients see it: metadata is for the application alone. */
    static ChatThread clientView(ChatThread thread) {
        return thread.withMetadata("{}");
    }

    private @Nullable Opportunity opportunityOf(Caller caller, ChatThread thread) {
        String id = thread.opportunityId();
        return id == null ? null : chatServices.opportunities().loadOpportunity(caller, id);
    }

    private static String withReason(String what, @Nullable String reason) {
        return reason == null || reason.isBlank() ? what + "." : what + ": " + reason;
    }
}
