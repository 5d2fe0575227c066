package ee.chatkit.chat;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ThreadCreated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.ItemTypes;
import ee.chatkit.protocol.request.UserMessageInput;
import ee.chatkit.store.Kind;
import java.util.List;

/** Turns that begin with what a user said. */
final class UserMessages {
    private final Services services;

    UserMessages(Services services) {
        this.services = services;
    }

    /** A message with all that it names, found and fit for its thread. */
    private record Checked(UserMessageInput input, List<Attachment> attachments, List<WireAttachment> shown) {}

    /** Begins a thread. */
    Start.Step create(Access access, UserMessageInput input) {
        Caller caller = access.caller();
        String id = services.store().generateThreadId();
        Checked checked = check(access, id, input);
        return () -> {
            ChatThread begun = ChatThread.begin(id, services.clock().instant());
            ChatThread thread = services.store()
                    .addThread(
                            caller,
                            access.scope() instanceof Scope.Within(String opportunity)
                                    ? begun.withOpportunityId(opportunity)
                                    : begun);
            Item message = addFirst(caller, thread, checked);
            return Start.ofMessage(
                    thread, message, List.of(new ThreadCreated(Threads.shown(thread)), new ItemDone(message)));
        };
    }

    /** Goes on with a thread. */
    Start.Step add(Access access, ChatThread thread, UserMessageInput input) {
        Checked checked = check(access, thread.id(), input);
        return () -> {
            Item message = store(access.caller(), thread, checked);
            List<ThreadStreamEvent> first = List.of(new ItemDone(message));
            return Start.ofMessage(thread, message, first);
        };
    }

    private Checked check(Access access, String threadId, UserMessageInput input) {
        List<Attachment> attachments = input.attachments().stream()
                .distinct()
                .map(id -> attachment(access.caller(), threadId, id))
                .toList();
        return new Checked(
                input,
                attachments,
                attachments.stream()
                        .map(attachment -> services.attachments().shown(access, attachment))
                        .toList());
    }

    /** A file goes with the one thread it was sent in: with that it is deleted. */
    private Attachment attachment(Caller caller, String threadId, String id) {
        Attachment attachment = services.store().loadAttachment(caller, id);
        if (attachment.threadId() != null && !attachment.threadId().equals(threadId)) {
            throw new WrongStateException(Kind.ATTACHMENT, id, "was sent in another thread");
        }
        return attachment.withThreadId(threadId);
    }

    /** As {@link #store}; a thread whose first message cannot be stored is not left behind. */
    private Item addFirst(Caller caller, ChatThread thread, Checked checked) {
        try {
            return store(caller, thread, checked);
        } catch (RuntimeException e) {
            try {
                services.store().deleteThread(caller, thread.id());
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private Item store(Caller caller, ChatThread thread, Checked checked) {
        UserMessageInput input = checked.input();
        var content = new UserMessage(input.content(), checked.shown(), input.quotedText(), input.inferenceOptions());
        String id = services.store().generateItemId(ItemTypes.USER_MESSAGE);
        var item = new Item(id, thread.id(), services.clock().instant(), content);
        services.conversations().add(caller, ItemCodec.atRest(item));
        checked.attachments().forEach(attachment -> services.store().saveAttachment(caller, attachment));
        return item;
    }
}
