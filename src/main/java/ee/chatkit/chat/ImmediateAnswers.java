package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Order;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.Widget;
import ee.chatkit.protocol.json.AnswerJson;
import ee.chatkit.protocol.json.AttachmentJson;
import ee.chatkit.protocol.json.ChatKitThreadJson;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.ImmediateRequest.ItemsFeedback;
import ee.chatkit.protocol.request.ImmediateRequest.ThreadsSyncCustomAction;
import ee.chatkit.responder.Recording;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.Kind;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.Store;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Answers what is answered by one document. */
final class ImmediateAnswers {
    private static final System.Logger LOG = System.getLogger(ImmediateAnswers.class.getName());

    /** What stands before the names of fields that are refused. */
    private static final String PARAMS = "params.";

    private final Services services;
    private final Store store;
    private final Threads threads;

    ImmediateAnswers(Services services, Threads threads) {
        this.services = services;
        this.store = services.store();
        this.threads = threads;
    }

    String answer(Access access, ImmediateRequest request) {
        Caller caller = access.caller();
        threads.requireScope(access);
        return switch (request) {
            case ImmediateRequest.ThreadsGetById(String id) -> thread(caller, threads.load(access, id));
            case ImmediateRequest.ThreadsList(PageRequest page) -> list(access, page);
            case ImmediateRequest.ItemsList(String id, PageRequest page) -> {
                threads.load(access, id);
                yield AnswerJson.items(store.listItems(caller, id, ItemScope.VISIBLE, page));
            }
            case ImmediateRequest.ThreadsUpdate(String id, String title) -> {
                threads.load(access, id);
                ChatThread changed = store.updateThread(caller, id, thread -> thread.withTitle(title));
                yield ChatKitThreadJson.write(Threads.shown(changed));
            }
            case ImmediateRequest.ThreadsDelete(String id) -> {
                threads.load(access, id);
                yield gone(store.deleteThread(caller, id), Kind.THREAD, id);
            }
            case ItemsFeedback feedback -> feedback(access, feedback);
            case ThreadsSyncCustomAction action -> action(access, action);
            case ImmediateRequest.AttachmentsCreate create ->
                AttachmentJson.write(services.attachments().create(access, create, PARAMS));
            case ImmediateRequest.AttachmentsDelete(String id) -> {
                threads.requireAttachmentInScope(access, id);
                yield gone(services.attachments().delete(caller, id), Kind.ATTACHMENT, id);
            }
            case ImmediateRequest.InputTranscribe input -> {
                var recording = new Recording(input.audio(), input.mimeType(), input.mediaType());
                yield AnswerJson.transcription(asked(() -> services.responder().transcribe(caller, recording)));
            }
        };
    }

    private String thread(Caller caller, ChatThread thread) {
        var page = PageRequest.first(PageRequest.DEFAULT_LIMIT, Order.ASC);
        return ChatKitThreadJson.write(
                Threads.shown(thread), store.listItems(caller, thread.id(), ItemScope.VISIBLE, page));
    }

    private String list(Access access, PageRequest page) {
        Caller caller = access.caller();
        var found = switch (access.scope()) {
            case Scope.Everything() -> store.listThreads(caller, page);
            case Scope.Within(String opportunityId) -> store.listThreads(caller, opportunityId, page);
        };
        return AnswerJson.threads(
                new Page<>(found.data().stream().map(Threads::shown).toList(), found.after()));
    }

    private String feedback(Access access, ItemsFeedback feedback) {
        Caller caller = access.caller();
        threads.load(access, feedback.threadId());
        store.saveFeedback(caller, feedback.threadId(), feedback.itemIds(), feedback.kind());
        tell(caller, feedback);
        return AnswerJson.EMPTY;
    }

    /** The feedback is stored: what the application does with it is its own concern. */
    private void tell(Caller caller, ItemsFeedback feedback) {
        try {
            services.responder().feedback(caller, feedback.threadId(), feedback.itemIds(), feedback.kind());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.log(
                    Level.WARNING,
                    "the responder did not take feedback on thread {0}: {1}",
                    feedback.threadId(),
                    e.getClass().getName());
        }
    }

    private String action(Access access, ThreadsSyncCustomAction request) {
        Caller caller = access.caller();
        ChatThread thread = threads.load(access, request.threadId());
        Item sender = threads.sender(caller, thread, request.itemId());
        if (sender != null && !(sender.content() instanceof Widget)) {
            throw new WrongStateException(Kind.ITEM, sender.id(), "is no widget");
        }
        var turn = threads.turn(threads.conversation(caller, thread, new Waking()), thread, null, access);
        Optional<Item> changed = asked(() -> services.responder().syncAction(turn, request.action(), sender));
        changed.ifPresent(item -> {
            if (!item.threadId().equals(thread.id())) {
                throw new IllegalStateException("the responder changed an item of another thread");
            }
            store.saveItem(caller, ItemCodec.atRest(item));
        });
        return AnswerJson.updatedItem(changed.filter(item -> !item.hidden()).orElse(null));
    }

    private static String gone(boolean was, Kind kind, String id) {
        if (!was) {
            throw new NotFoundException(kind, id);
        }
        return AnswerJson.EMPTY;
    }

    /** What a responder's own words do not explain is passed on as an unexpected failure. */
    private static <T> T asked(Callable<T> question) {
        try {
            return question.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResponderException("The answer was interrupted.", true, e);
        } catch (Exception e) {
            throw new IllegalStateException("the responder failed", e);
        }
    }
}
