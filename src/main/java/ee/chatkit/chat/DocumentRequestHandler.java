package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.Widget;
import ee.chatkit.protocol.json.AttachmentJson;
import ee.chatkit.protocol.json.ChatKitThreadJson;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.ResponseJson;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.ImmediateRequest.ItemsFeedback;
import ee.chatkit.protocol.request.ImmediateRequest.ThreadsSyncCustomAction;
import ee.chatkit.responder.AudioRecording;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Store;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Answers what is answered by one document. */
final class DocumentRequestHandler {
    private static final System.Logger LOG = System.getLogger(DocumentRequestHandler.class.getName());

    /** What stands before the names of fields that are refused. */
    private static final String PARAMS = "params.";

    private final ChatServices chatServices;
    private final Store store;
    private final ThreadAccess threadAccess;

    DocumentRequestHandler(ChatServices chatServices, ThreadAccess threadAccess) {
        this.chatServices = chatServices;
        this.store = chatServices.store();
        this.threadAccess = threadAccess;
    }

    String answer(RequestContext requestContext, ImmediateRequest request) {
        Caller caller = requestContext.caller();
        threadAccess.requireScope(requestContext);
        return switch (request) {
            case ImmediateRequest.ThreadsGetById(String id) ->
                threadDocument(caller, threadAccess.load(requestContext, id));
            case ImmediateRequest.ThreadsList(PageRequest page) -> listThreads(requestContext, page);
            case ImmediateRequest.ItemsList(String id, PageRequest page) -> {
                threadAccess.load(requestContext, id);
                yield ResponseJson.items(store.listItems(caller, id, ItemScope.VISIBLE, page));
            }
            case ImmediateRequest.ThreadsUpdate(String id, String title) -> {
                threadAccess.load(requestContext, id);
                ChatThread changed = store.updateThread(caller, id, thread -> thread.withTitle(title));
                yield ChatKitThreadJson.write(ThreadAccess.clientView(changed));
            }
            case ImmediateRequest.ThreadsDelete(String id) -> {
                threadAccess.load(requestContext, id);
                yield deleted(store.deleteThread(caller, id), ResourceType.THREAD, id);
            }
            case ItemsFeedback feedback -> saveFeedback(requestContext, feedback);
            case ThreadsSyncCustomAction action -> action(requestContext, action);
            case ImmediateRequest.AttachmentsCreate create ->
                AttachmentJson.write(chatServices.attachments().create(requestContext, create, PARAMS));
            case ImmediateRequest.AttachmentsDelete(String id) -> {
                threadAccess.requireAttachmentInScope(requestContext, id);
                yield deleted(chatServices.attachments().delete(caller, id), ResourceType.ATTACHMENT, id);
            }
            case ImmediateRequest.InputTranscribe input -> {
                var audioRecording = new AudioRecording(input.audio(), input.mimeType(), input.mediaType());
                yield ResponseJson.transcription(
                        callResponder(() -> chatServices.responder().transcribe(caller, audioRecording)));
            }
        };
    }

    private String threadDocument(Caller caller, ChatThread thread) {
        var page = PageRequest.first(PageRequest.DEFAULT_LIMIT, SortOrder.ASC);
        return ChatKitThreadJson.write(
                ThreadAccess.clientView(thread), store.listItems(caller, thread.id(), ItemScope.VISIBLE, page));
    }

    private String listThreads(RequestContext requestContext, PageRequest page) {
        Caller caller = requestContext.caller();
        var found = switch (requestContext.scope()) {
            case OpportunityScope.Unrestricted() -> store.listThreads(caller, page);
            case OpportunityScope.Within(String opportunityId) -> store.listThreads(caller, opportunityId, page);
        };
        return ResponseJson.threads(
                new Page<>(found.data().stream().map(ThreadAccess::clientView).toList(), found.after()));
    }

    private String saveFeedback(RequestContext requestContext, ItemsFeedback feedback) {
        Caller caller = requestContext.caller();
        threadAccess.load(requestContext, feedback.threadId());
        store.saveFeedback(caller, feedback.threadId(), feedback.itemIds(), feedback.kind());
        notifyResponder(caller, feedback);
        return ResponseJson.EMPTY;
    }

    /** The feedback is stored: what the application does with it is its own concern. */
    private void notifyResponder(Caller caller, ItemsFeedback feedback) {
        try {
            chatServices.responder().feedback(caller, feedback.threadId(), feedback.itemIds(), feedback.kind());
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

    private String action(RequestContext requestContext, ThreadsSyncCustomAction request) {
        Caller caller = requestContext.caller();
        ChatThread thread = threadAccess.load(requestContext, request.threadId());
        Item sender = threadAccess.sender(caller, thread, request.itemId());
        if (sender != null && !(sender.content() instanceof Widget)) {
            throw new WrongStateException(ResourceType.ITEM, sender.id(), "is no widget");
        }
        var turn = threadAccess.turn(
                threadAccess.conversation(caller, thread, new TurnInterrupter()), thread, null, requestContext);
        Optional<Item> changed =
                callResponder(() -> chatServices.responder().syncAction(turn, request.action(), sender));
        changed.ifPresent(item -> {
            if (!item.threadId().equals(thread.id())) {
                throw new IllegalStateException("the responder changed an item of another thread");
            }
            store.saveItem(caller, ItemCodec.toThreadItem(item));
        });
        return ResponseJson.updatedItem(changed.filter(item -> !item.hidden()).orElse(null));
    }

    private static String deleted(boolean was, ResourceType resourceType, String id) {
        if (!was) {
            throw new NotFoundException(resourceType, id);
        }
        return ResponseJson.EMPTY;
    }

    /** What a responder's own words do not explain is passed on as an unexpected failure. */
    private static <T> T callResponder(Callable<T> question) {
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
