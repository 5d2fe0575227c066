package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadFilter;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.Widget;
import ee.chatkit.protocol.json.AttachmentJson;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.PreviewLinks;
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

/** Requests that are answered by one JSON document. */
final class DocumentRequestHandler {
    private static final System.Logger LOG = System.getLogger(DocumentRequestHandler.class.getName());

    /** Where the fields of a request are, for error messages. */
    private static final String PARAMS = "params.";

    private final ChatServices services;
    private final Store store;
    private final ThreadAccess threads;

    DocumentRequestHandler(ChatServices services) {
        this.services = services;
        this.store = services.store();
        this.threads = new ThreadAccess(services);
    }

    /** Whether a request only reads what it displays. */
    static boolean isDisplay(ImmediateRequest request) {
        return request instanceof ImmediateRequest.ThreadsGetById
                || request instanceof ImmediateRequest.ThreadsList
                || request instanceof ImmediateRequest.ItemsList;
    }

    String answer(RequestContext context, ImmediateRequest request) {
        Caller caller = context.caller();
        threads.requireOpportunity(context);
        return switch (request) {
            case ImmediateRequest.ThreadsGetById(String id) -> threadDocument(context, threads.load(context, id));
            case ImmediateRequest.ThreadsList(PageRequest page) -> listThreads(context, page);
            case ImmediateRequest.ItemsList(String id, PageRequest page) -> {
                threads.requireInOpportunity(context, id);
                yield ResponseJson.items(listItems(context, id, page));
            }
            case ImmediateRequest.ThreadsUpdate(String id, String title) -> {
                threads.requireInOpportunity(context, id);
                ChatThread changed = store.updateThread(caller, id, thread -> thread.withTitle(title));
                yield ResponseJson.thread(ThreadAccess.clientView(changed));
            }
            case ImmediateRequest.ThreadsDelete(String id) -> {
                threads.requireInOpportunity(context, id);
                yield deleted(store.deleteThread(caller, id), ResourceType.THREAD, id);
            }
            case ItemsFeedback feedback -> saveFeedback(context, feedback);
            case ThreadsSyncCustomAction action -> action(context, action);
            case ImmediateRequest.AttachmentsCreate create ->
                AttachmentJson.write(services.attachments().create(context, create, PARAMS));
            case ImmediateRequest.AttachmentsDelete(String id) -> {
                threads.requireAttachmentAccess(context, id);
                yield deleted(services.attachments().delete(caller, id), ResourceType.ATTACHMENT, id);
            }
            case ImmediateRequest.InputTranscribe input -> {
                var audioRecording = new AudioRecording(input.audio(), input.mimeType(), input.mediaType());
                yield ResponseJson.transcription(
                        callResponder(() -> services.responder().transcribe(caller, audioRecording)));
            }
        };
    }

    private String threadDocument(RequestContext context, ChatThread thread) {
        var page = PageRequest.first(PageRequest.DEFAULT_LIMIT, SortOrder.ASC);
        return ResponseJson.thread(ThreadAccess.clientView(thread), listItems(context, thread.id(), page));
    }

    private Page<ThreadItem> listItems(RequestContext context, String threadId, PageRequest page) {
        return PreviewLinks.resolve(
                store.listItems(context.caller(), threadId, ItemScope.VISIBLE, page), context.base());
    }

    private String listThreads(RequestContext context, PageRequest page) {
        Caller caller = context.caller();
        String opportunityId = context.opportunityId();
        Page<ChatThread> found = opportunityId == null
                ? store.listThreads(caller, ThreadFilter.NOT_ARCHIVED, page)
                : store.listThreads(caller, opportunityId, ThreadFilter.NOT_ARCHIVED, page);
        return ResponseJson.threads(
                new Page<>(found.data().stream().map(ThreadAccess::clientView).toList(), found.after()));
    }

    private String saveFeedback(RequestContext context, ItemsFeedback feedback) {
        Caller caller = context.caller();
        threads.requireInOpportunity(context, feedback.threadId());
        store.saveFeedback(caller, feedback.threadId(), feedback.itemIds(), feedback.kind());
        notifyResponder(caller, feedback);
        return ResponseJson.EMPTY;
    }

    /** The feedback is stored already: a failure of the responder is logged and not reported to the client. */
    private void notifyResponder(Caller caller, ItemsFeedback feedback) {
        try {
            services.responder().feedback(caller, feedback.threadId(), feedback.itemIds(), feedback.kind());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError | StackOverflowError e) {
            String what = "Responder failed on feedback in thread " + feedback.threadId();
            ApplicationFailures.log(LOG, Level.WARNING, what, e);
        }
    }

    private String action(RequestContext context, ThreadsSyncCustomAction request) {
        Caller caller = context.caller();
        ChatThread thread = threads.load(context, request.threadId());
        Item sender = threads.sender(context, thread, request.itemId());
        if (sender != null && !(sender.content() instanceof Widget)) {
            throw new WrongStateException(ResourceType.ITEM, sender.id(), "is no widget");
        }
        var threadContext =
                new StoreThreadContext(services, caller, context.base(), thread.id(), new TurnInterrupter());
        var turn = threads.turn(threadContext, thread, threads.opportunityOf(context, thread), null, context);
        Optional<Item> changed = callResponder(() -> services.responder().syncAction(turn, request.action(), sender));
        changed.ifPresent(item -> {
            if (!item.threadId().equals(thread.id())) {
                throw new IllegalStateException("The responder returned an item of another thread");
            }
            store.saveItem(caller, ItemCodec.toThreadItem(item));
        });
        return ResponseJson.updatedItem(changed.filter(item -> !item.hidden()).orElse(null));
    }

    private static String deleted(boolean existed, ResourceType resourceType, String id) {
        if (!existed) {
            throw new NotFoundException(resourceType, id);
        }
        return ResponseJson.EMPTY;
    }

    /** Turns checked exceptions into unexpected failures; a {@link ResponderException} passes. */
    private static <T> T callResponder(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResponderException("The answer was interrupted.", true, e);
        } catch (Exception e) {
            throw new IllegalStateException("The responder failed", e);
        }
    }
}
