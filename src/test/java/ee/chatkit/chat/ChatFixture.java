package ee.chatkit.chat;

import ee.chatkit.journal.NodeTurns;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.UserContent;
import ee.chatkit.protocol.item.WireAttachment;
import ee.chatkit.protocol.request.ImmediateRequest.AttachmentsCreate;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.protocol.request.UserMessageInput;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.TitleRequest;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.contract.MutableClock;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The engine on a store, for a user of its own, with titles like those of the recorded reference. */
final class ChatFixture {
    final MutableClock clock = new MutableClock();
    final Caller caller;
    final Store store;
    final OpportunityStore opportunities;
    final ChatKitServer server;
    final DeferredItems deferred;
    final NodeTurns turns;

    ChatFixture(StoreFixture stores, Responder responder) {
        this(stores.open(), new SampleTitles(), responder);
    }

    ChatFixture(StoreFixture.Stores stores, TitleGenerator titles, Responder responder) {
        this(stores, new Caller("ann-" + UUID.randomUUID()), new NodeTurns(stores.journal()), titles, responder);
    }

    /** Where one turn at a time may run in a thread. */
    static ChatFixture oneAtATime(StoreFixture.Stores stores, Responder responder) {
        NodeTurns turns = NodeTurns.oneAtATime(stores.journal());
        return new ChatFixture(stores, new Caller("ann-" + UUID.randomUUID()), turns, new SampleTitles(), responder);
    }

    /** Another node with the same store, for the same user. */
    ChatFixture(ChatFixture other, NodeTurns turns, Responder responder) {
        this(
                new StoreFixture.Stores(other.store, other.opportunities, turns.journal()),
                other.caller,
                turns,
                new SampleTitles(),
                responder);
    }

    private ChatFixture(
            StoreFixture.Stores stores, Caller user, NodeTurns nodeTurns, TitleGenerator titles, Responder responder) {
        caller = user;
        store = stores.store();
        opportunities = stores.opportunities();
        deferred = new DeferredItems(store, clock);
        turns = nodeTurns;
        server = new ChatKitServer(new ChatServices(
                store,
                opportunities,
                new ItemService(store, opportunities, titles),
                deferred,
                responder,
                new StubAttachments(store),
                Clock.systemUTC(),
                turns));
    }

    PreparedStream prepare(StreamingRequest request) {
        return server.prepare(context(), request);
    }

    List<ThreadStreamEvent> run(StreamingRequest request) {
        var events = new ArrayList<ThreadStreamEvent>();
        prepare(request).run(events::add);
        return events;
    }

    /** Creates a thread, and returns its id. */
    String createThread(String text) {
        return threadId(run(new StreamingRequest.ThreadsCreate(input(text))));
    }

    RequestContext context() {
        return context(null);
    }

    RequestContext context(@Nullable String opportunityId) {
        return new RequestContext(
                caller, opportunityId, URI.create("https://chat.example.com/api/"), Locale.ROOT, RawJson.EMPTY_OBJECT);
    }

    static String threadId(List<ThreadStreamEvent> events) {
        return ((ThreadStreamEvent.ThreadCreated) events.getFirst()).thread().id();
    }

    static UserMessageInput input(String text, String... attachments) {
        return new UserMessageInput(
                List.of(new UserContent.Text(text)), List.of(attachments), null, InferenceOptions.NONE);
    }

    static StreamingRequest userMessage(String thread, String text) {
        return new StreamingRequest.ThreadsAddUserMessage(thread, input(text));
    }

    List<ThreadItem> items(String thread) {
        return store.listItems(caller, thread, ItemScope.ALL, PageRequest.first(PageRequest.MAX_LIMIT, SortOrder.ASC))
                .data();
    }

    List<String> itemTypes(String thread) {
        return items(thread).stream().map(ThreadItem::type).toList();
    }

    int threadCount() {
        return store.listThreads(caller, PageRequest.first(PageRequest.MAX_LIMIT, SortOrder.ASC))
                .data()
                .size();
    }

    static List<String> eventTypes(List<ThreadStreamEvent> events) {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    private static final class SampleTitles implements TitleGenerator {
        @Override
        public Optional<String> title(TitleRequest request) {
            String text = request.firstMessage();
            return Optional.of(text.substring(0, Math.min(40, text.length())));
        }

        @Override
        public boolean isImmediate() {
            return true;
        }
    }

    private record StubAttachments(Store store) implements AttachmentService {
        @Override
        public WireAttachment create(RequestContext requestContext, AttachmentsCreate request, String path) {
            boolean image = request.mimeType().startsWith("image/");
            var attachment = new Attachment(
                    store.generateAttachmentId(),
                    null,
                    image ? AttachmentType.IMAGE : AttachmentType.FILE,
                    request.name(),
                    request.mimeType(),
                    request.size(),
                    "{}",
                    Clock.systemUTC().instant());
            store.saveAttachment(requestContext.caller(), attachment);
            return toWire(requestContext, attachment);
        }

        @Override
        public boolean delete(Caller caller, String attachmentId) {
            return store.deleteAttachment(caller, attachmentId);
        }

        @Override
        public void requireSendable(Caller caller, Attachment attachment) {}

        @Override
        public WireAttachment toWire(RequestContext requestContext, Attachment attachment) {
            String url = "https://chat.example.com/upload/" + attachment.id();
            var upload = new WireAttachment.Upload(url, WireAttachment.Method.PUT, Map.of("X-Upload", "1"));
            var fileInfo = new WireAttachment.FileInfo(
                    attachment.id(), attachment.name(), attachment.mimeType(), upload, attachment.threadId());
            return attachment.type() == AttachmentType.IMAGE
                    ? new WireAttachment.Image(fileInfo, url)
                    : new WireAttachment.File(fileInfo);
        }
    }
}
