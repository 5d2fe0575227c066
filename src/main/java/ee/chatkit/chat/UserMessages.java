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
import ee.chatkit.store.NotFoundException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns that begin with what a user said. */
final class UserMessages {
    private final Services services;
    private final Threads threads;

    UserMessages(Services services, Threads threads) {
        this.services = services;
        this.threads = threads;
    }

    /** A message with all that it names, found and fit for its thread. */
    private record Checked(UserMessageInput input, List<Attachment> attachments, List<WireAttachment> shown) {}

    /** Begins a thread. */
    Supplier<Start> create(Access access, UserMessageInput input) {
        Caller caller = access.caller();
        String id = services.store().generateThreadId();
        check(access, id, input);
        return () -> {
            Checked checked = check(access, id, input);
            ChatThread begun = ChatThread.begin(id, services.clock().instant());
            ChatThread thread = services.store()
                    .addThread(
                            caller,
                            access.scope() instanceof Scope.Within(String opportunity)
                                    ? begun.withOpportunityId(opportunity)
                                    : begun);
            Said said = sayFirst(caller, thread, checked);
            List<ThreadStreamEvent> first =
                    List.of(new ThreadCreated(Threads.shown(thread)), new ItemDone(said.message()));
            return Start.ofMessage(thread, said.message(), said.title(), first);
        };
    }

    /** Goes on with a thread. */
    Start.Step add(Access access, ChatThread thread, UserMessageInput input) {
        check(access, thread.id(), input);
        return now -> {
            Said said = say(access.caller(), now, check(access, now.id(), input));
            return Start.ofMessage(now, said.message(), said.title(), List.of(new ItemDone(said.message())));
        };
    }

    private Checked check(Access access, String threadId, UserMessageInput input) {
        List<Attachment> attachments = input.attachments().stream()
                .distinct()
                .map(id -> attachment(access, threadId, id))
                .toList();
        return new Checked(
                input,
                attachments,
                attachments.stream()
                        .map(attachment -> services.attachments().shown(access, attachment.withThreadId(threadId)))
                        .toList());
    }

    /** A file goes with the one thread it was sent in: with that it is deleted. */
    private Attachment attachment(Access access, String threadId, String id) {
        Caller caller = access.caller();
        threads.requireAttachmentInScope(access, id);
        Attachment attachment = services.store().loadAttachment(caller, id);
        requireOf(threadId, attachment);
        services.attachments().requireSendable(caller, attachment);
        return attachment;
    }

    private static void requireOf(String threadId, Attachment attachment) {
        if (attachment.threadId() != null && !attachment.threadId().equals(threadId)) {
            throw new WrongStateException(Kind.ATTACHMENT, attachment.id(), "was sent in another thread");
        }
    }

    /** Fails where the file was deleted, or sent elsewhere, since it was looked at. */
    private void link(Caller caller, String id, String threadId) {
        services.store().updateAttachment(caller, id, now -> {
            requireOf(threadId, now);
            return now.withThreadId(threadId);
        });
    }

    private void unlink(Caller caller, String id, String threadId) {
        try {
            services.store()
                    .updateAttachment(
                            caller, id, now -> threadId.equals(now.threadId()) ? now.withThreadId(null) : now);
        } catch (NotFoundException e) {
            // deleted meanwhile: nothing to be saved from going with the thread
        }
    }

    /** As {@link #say}; a thread whose first message cannot be stored is not left behind. */
    private Said sayFirst(Caller caller, ChatThread thread, Checked checked) {
        try {
            return say(caller, thread, checked);
        } catch (RuntimeException e) {
            try {
                // the files first: with the thread they would be deleted
                checked.attachments().forEach(file -> unlink(caller, file.id(), thread.id()));
                services.store().deleteThread(caller, thread.id());
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** The message goes last: a file that knows its thread too early does no harm, a message that was not answered does. */
    private Said say(Caller caller, ChatThread thread, Checked checked) {
        UserMessageInput input = checked.input();
        checked.attachments().forEach(file -> link(caller, file.id(), thread.id()));
        var content = new UserMessage(input.content(), checked.shown(), input.quotedText(), input.inferenceOptions());
        String id = services.store().generateItemId(ItemTypes.USER_MESSAGE);
        var message = new Item(id, thread.id(), services.clock().instant(), content);
        return new Said(message, services.conversations().addFirst(caller, ItemCodec.atRest(message)));
    }

    /** A message that is stored, and how its thread gets a title, if it needs one. */
    private record Said(Item message, @Nullable TitleWork title) {}
}
