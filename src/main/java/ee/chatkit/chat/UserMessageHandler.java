package ee.chatkit.chat;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Ids;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ThreadCreated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.ItemTypes;
import ee.chatkit.protocol.request.UserMessageInput;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.ResourceType;
import java.util.List;
import java.util.function.Supplier;

/**
 * Turns that begin with a user message. Each method validates the request, and returns a function that validates it
 * again and stores the input.
 *
 * <p>One operation of the store adds the message, with its thread if that is new, and links its attachments: all of
 * this or nothing, even if the server dies meanwhile.
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
            UserMessageInput input, List<Attachment> attachments, List<WireAttachment> representations) {
        List<String> attachmentIds() {
            return attachments.stream().map(Attachment::id).toList();
        }
    }

    /** Creates a thread. */
    Supplier<PreparedTurn> create(RequestContext context, UserMessageInput input) {
        String id = context.newId(Ids.THREAD, services.store()::generateThreadId);
        ValidatedMessage message = validate(context, id, input);
        return () -> {
            ChatThread created = ChatThread.create(id, services.clock().instant());
            String opportunityId = context.opportunityId();
            return storeWithThread(
                    context, opportunityId == null ? created : created.withOpportunityId(opportunityId), message);
        };
    }

    /** Adds a message to an existing thread; throws {@link ee.chatkit.store.ThreadNotActiveException} if it is locked meanwhile. */
    Supplier<PreparedTurn> add(RequestContext context, ChatThread thread, UserMessageInput input) {
        ValidatedMessage message = validate(context, thread.id(), input);
        return () -> store(context, thread.id(), message);
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
            throw inOtherThread(attachment.id());
        }
    }

    private PreparedTurn storeWithThread(RequestContext context, ChatThread newThread, ValidatedMessage validated) {
        Caller caller = context.caller();
        Item message = item(context, newThread.id(), validated);
        ThreadItem stored = ItemCodec.toThreadItem(message);
        ChatThread thread =
                storing(() -> services.store().addThread(caller, newThread, stored, validated.attachmentIds()));
        var result = new AppendResult(1, stored.createdAt(), thread);
        return PreparedTurn.forMessage(
                thread,
                message,
                services.items().pendingTitle(caller, stored, result),
                List.of(new ThreadCreated(ThreadAccess.clientView(thread)), new ItemDone(message)));
    }

    private PreparedTurn store(RequestContext context, String threadId, ValidatedMessage validated) {
        Caller caller = context.caller();
        Item created = item(context, threadId, validated);
        ThreadItem stored = ItemCodec.toThreadItem(created);
        AppendResult result = storing(() -> services.store().addMessage(caller, stored, validated.attachmentIds()));
        Item message = created.withCreatedAt(result.createdAt());
        return PreparedTurn.forMessage(
                result.thread(),
                message,
                services.items().pendingTitle(caller, stored, result),
                List.of(new ItemDone(message)));
    }

    private Item item(RequestContext context, String threadId, ValidatedMessage validated) {
        UserMessageInput input = validated.input();
        var content = new UserMessage(
                input.content(), validated.representations(), input.quotedText(), input.inferenceOptions());
        String type = ItemTypes.USER_MESSAGE;
        String id = context.newId(
                Ids.prefixForItemType(type), () -> services.store().generateItemId(type));
        return new Item(id, threadId, services.clock().instant(), content);
    }

    /** The store rejects an attachment that was deleted or sent in another thread since it was validated. */
    private static <T> T storing(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (ConflictException e) {
            throw e.resourceType() == ResourceType.ATTACHMENT ? inOtherThread(e.id()) : e;
        }
    }

    private static WrongStateException inOtherThread(String attachmentId) {
        return new WrongStateException(ResourceType.ATTACHMENT, attachmentId, "was sent in another thread");
    }
}
