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
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Turns that begin with a user message. Each method validates the request, and returns a function that validates it
 * again and stores the input.
 *
 * <p>There is no transaction around the statements that store a message. Their order makes each prefix of them
 * harmless: attachments are linked to the thread first and the message is stored last. If the first message of a new
 * thread cannot be stored, the attachments are unlinked and the thread is deleted.
 */
final class UserMessageHandler {
    private final ChatServices services;
    private final ThreadAccess threads;

    UserMessageHandler(ChatServices services, ThreadAccess threads) {
        this.services = services;
        this.threads = threads;
    }

    /** A message whose attachments were found, and can be sent in its thread. */
    private record ValidatedMessage(
            UserMessageInput input, List<Attachment> attachments, List<WireAttachment> representations) {}

    /** Creates a thread. */
    Supplier<PreparedTurn> create(RequestContext context, UserMessageInput input) {
        String id = services.store().generateThreadId();
        validate(context, id, input);
        return () -> {
            ValidatedMessage message = validate(context, id, input);
            ChatThread created = ChatThread.create(id, services.clock().instant());
            String opportunityId = context.opportunityId();
            ChatThread thread = services.store()
                    .addThread(
                            context.caller(),
                            opportunityId == null ? created : created.withOpportunityId(opportunityId));
            return storeFirst(context.caller(), thread, message);
        };
    }

    /** Adds a message to an existing thread. */
    Function<ChatThread, PreparedTurn> add(RequestContext context, String threadId, UserMessageInput input) {
        ChatThread thread = threads.load(context, threadId);
        validate(context, thread.id(), input);
        return now -> store(context.caller(), now, validate(context, now.id(), input), List.of());
    }

    private ValidatedMessage validate(RequestContext context, String threadId, UserMessageInput input) {
        List<Attachment> attachments = input.attachments().stream()
                .distinct()
                .map(id -> attachment(context, threadId, id))
                .toList();
        return new ValidatedMessage(
                input,
                attachments,
                attachments.stream()
                        .map(attachment -> services.attachments().toWire(context, attachment.withThreadId(threadId)))
                        .toList());
    }

    private Attachment attachment(RequestContext context, String threadId, String id) {
        threads.requireAttachmentAccess(context, id);
        Attachment attachment = services.store().loadAttachment(context.caller(), id);
        requireNotInOtherThread(threadId, attachment);
        services.attachments().requireSendable(context.caller(), attachment);
        return attachment;
    }

    /** An attachment belongs to one thread, because it is deleted with that. */
    private static void requireNotInOtherThread(String threadId, Attachment attachment) {
        if (attachment.threadId() != null && !attachment.threadId().equals(threadId)) {
            throw new WrongStateException(ResourceType.ATTACHMENT, attachment.id(), "was sent in another thread");
        }
    }

    private PreparedTurn storeFirst(Caller caller, ChatThread thread, ValidatedMessage message) {
        try {
            return store(caller, thread, message, List.of(new ThreadCreated(ThreadAccess.clientView(thread))));
        } catch (RuntimeException e) {
            try {
                // before the thread is deleted, and its attachments with it
                message.attachments().forEach(attachment -> unlink(caller, attachment.id(), thread.id()));
                services.store().deleteThread(caller, thread.id());
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private PreparedTurn store(
            Caller caller, ChatThread thread, ValidatedMessage validated, List<ThreadStreamEvent> precedingEvents) {
        UserMessageInput input = validated.input();
        validated.attachments().forEach(attachment -> link(caller, attachment.id(), thread.id()));
        var content = new UserMessage(
                input.content(), validated.representations(), input.quotedText(), input.inferenceOptions());
        String id = services.store().generateItemId(ItemTypes.USER_MESSAGE);
        var message = new Item(id, thread.id(), services.clock().instant(), content);
        PendingTitle title = services.items().addMessage(caller, ItemCodec.toThreadItem(message));
        var events = new ArrayList<>(precedingEvents);
        events.add(new ItemDone(message));
        return PreparedTurn.forMessage(thread, message, title, events);
    }

    /** Fails if the attachment was deleted or sent in another thread since it was validated. */
    private void link(Caller caller, String id, String threadId) {
        services.store().updateAttachment(caller, id, now -> {
            requireNotInOtherThread(threadId, now);
            return now.withThreadId(threadId);
        });
    }

    private void unlink(Caller caller, String id, String threadId) {
        try {
            services.store()
                    .updateAttachment(
                            caller, id, now -> threadId.equals(now.threadId()) ? now.withThreadId(null) : now);
        } catch (NotFoundException e) {
            // deleted meanwhile
        }
    }
}
