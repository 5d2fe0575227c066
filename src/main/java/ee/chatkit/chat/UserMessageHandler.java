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
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns that begin with what a user said. */
final class UserMessageHandler {
    private final ChatServices chatServices;
    private final ThreadAccess threadAccess;

    UserMessageHandler(ChatServices chatServices, ThreadAccess threadAccess) {
        this.chatServices = chatServices;
        this.threadAccess = threadAccess;
    }

    /** A message with all that it names, found and fit for its thread. */
    private record ValidatedMessage(
            UserMessageInput input, List<Attachment> attachments, List<WireAttachment> representations) {}

    /** Begins a thread. */
    Supplier<PreparedTurn> create(RequestContext requestContext, UserMessageInput input) {
        Caller caller = requestContext.caller();
        String id = chatServices.store().generateThreadId();
        validate(requestContext, id, input);
        return () -> {
            ValidatedMessage validatedMessage = validate(requestContext, id, input);
            ChatThread begun = ChatThread.create(id, chatServices.clock().instant());
            ChatThread thread = chatServices
                    .store()
                    .addThread(
                            caller,
                            requestContext.scope() instanceof OpportunityScope.Within(String opportunity)
                                    ? begun.withOpportunityId(opportunity)
                                    : begun);
            StoredMessage storedMessage = storeFirst(caller, thread, validatedMessage);
            List<ThreadStreamEvent> first =
                    List.of(new ThreadCreated(ThreadAccess.clientView(thread)), new ItemDone(storedMessage.message()));
            return PreparedTurn.forMessage(thread, storedMessage.message(), storedMessage.title(), first);
        };
    }

    /** Goes on with a thread. */
    PreparedTurn.TurnInput add(RequestContext requestContext, ChatThread thread, UserMessageInput input) {
        validate(requestContext, thread.id(), input);
        return now -> {
            StoredMessage storedMessage =
                    store(requestContext.caller(), now, validate(requestContext, now.id(), input));
            return PreparedTurn.forMessage(
                    now,
                    storedMessage.message(),
                    storedMessage.title(),
                    List.of(new ItemDone(storedMessage.message())));
        };
    }

    private ValidatedMessage validate(RequestContext requestContext, String threadId, UserMessageInput input) {
        List<Attachment> attachments = input.attachments().stream()
                .distinct()
                .map(id -> attachment(requestContext, threadId, id))
                .toList();
        return new ValidatedMessage(
                input,
                attachments,
                attachments.stream()
                        .map(attachment ->
                                chatServices.attachments().toWire(requestContext, attachment.withThreadId(threadId)))
                        .toList());
    }

    /** A file goes with the one thread it was sent in: with that it is deleted. */
    private Attachment attachment(RequestContext requestContext, String threadId, String id) {
        Caller caller = requestContext.caller();
        threadAccess.requireAttachmentInScope(requestContext, id);
        Attachment attachment = chatServices.store().loadAttachment(caller, id);
        requireNotInOtherThread(threadId, attachment);
        chatServices.attachments().requireSendable(caller, attachment);
        return attachment;
    }

    private static void requireNotInOtherThread(String threadId, Attachment attachment) {
        if (attachment.threadId() != null && !attachment.threadId().equals(threadId)) {
            throw new WrongStateException(ResourceType.ATTACHMENT, attachment.id(), "was sent in another thread");
        }
    }

    /** Fails where the file was deleted, or sent elsewhere, since it was looked at. */
    private void link(Caller caller, String id, String threadId) {
        chatServices.store().updateAttachment(caller, id, now -> {
            requireNotInOtherThread(threadId, now);
            return now.withThreadId(threadId);
        });
    }

    private void unlink(Caller caller, String id, String threadId) {
        try {
            chatServices
                    .store()
                    .updateAttachment(
                            caller, id, now -> threadId.equals(now.threadId()) ? now.withThreadId(null) : now);
        } catch (NotFoundException e) {
            // deleted meanwhile: nothing to be saved from going with the thread
        }
    }

    /** As {@link #store}; a thread whose first message cannot be stored is not left behind. */
    private StoredMessage storeFirst(Caller caller, ChatThread thread, ValidatedMessage validatedMessage) {
        try {
            return store(caller, thread, validatedMessage);
        } catch (RuntimeException e) {
            try {
                // the files first: with the thread they would be deleted
                validatedMessage.attachments().forEach(file -> unlink(caller, file.id(), thread.id()));
                chatServices.store().deleteThread(caller, thread.id());
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** The message goes last: a file that knows its thread too early does no harm, a message that was not answered does. */
    private StoredMessage store(Caller caller, ChatThread thread, ValidatedMessage validatedMessage) {
        UserMessageInput input = validatedMessage.input();
        validatedMessage.attachments().forEach(file -> link(caller, file.id(), thread.id()));
        var content = new UserMessage(
                input.content(), validatedMessage.representations(), input.quotedText(), input.inferenceOptions());
        String id = chatServices.store().generateItemId(ItemTypes.USER_MESSAGE);
        var message = new Item(id, thread.id(), chatServices.clock().instant(), content);
        return new StoredMessage(message, chatServices.items().addFirst(caller, ItemCodec.toThreadItem(message)));
    }

    /** A message that is stored, and how its thread gets a title, if it needs one. */
    private record StoredMessage(Item message, @Nullable TitleTask title) {}
}
