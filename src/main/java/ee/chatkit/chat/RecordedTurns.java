package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.IdSeed;
import ee.chatkit.model.Ids;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.event.RecordedTurn;
import ee.chatkit.protocol.event.RecordedTurn.RecordedItem;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.ItemTypes;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.RequestAttempt;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends turns again from what is stored of them, and finds what is stored of a turn whose server was killed. */
final class RecordedTurns {
    private static final System.Logger LOG = System.getLogger(RecordedTurns.class.getName());

    private final ChatServices services;
    private final ThreadAccess threads;

    RecordedTurns(ChatServices services, ThreadAccess threads) {
        this.services = services;
        this.threads = threads;
    }

    /**
     * Sends the thread, if the turn has created it, each item as it is stored now, and the error event, if any. Items that were
     * deleted meanwhile are left out. Items are read one by one, while they are sent.
     */
    PreparedStream replay(RequestContext context, RecordedTurn turn) {
        threads.requireOpportunity(context);
        ChatThread thread = threads.load(context, turn.threadId());
        return PreparedStream.replay(services.turns(), out -> send(context, thread, turn, out));
    }

    private void send(RequestContext context, ChatThread thread, RecordedTurn turn, Consumer<ThreadStreamEvent> out) {
        if (turn.threadCreated()) {
            out.accept(new ThreadStreamEvent.ThreadCreated(ThreadAccess.clientView(thread)));
        }
        for (RecordedItem recorded : turn.items()) {
            Optional<ThreadStreamEvent> event;
            try {
                event = item(context, thread.id(), recorded);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.DEBUG,
                        "Turn cannot be sent again: {0}",
                        e.getClass().getName());
                out.accept(Failure.streamError(true));
                return;
            }
            event.ifPresent(out);
        }
        Failure failure = turn.failure();
        if (failure != null) {
            out.accept(failure);
        }
    }

    private Optional<ThreadStreamEvent> item(RequestContext context, String threadId, RecordedItem recorded) {
        try {
            ThreadItem stored = threads.loadVisible(context.caller(), threadId, recorded.itemId());
            Item item = ItemCodec.toItem(stored, context.base());
            return Optional.of(
                    recorded.replaced()
                            ? new ThreadStreamEvent.ItemReplaced(item)
                            : new ThreadStreamEvent.ItemDone(item));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * What an earlier attempt of this request has stored. Its items are those after its input, up to the next user message.
     *
     * @return empty if the input is not stored, so that the turn has to be run
     */
    Optional<RecordedTurn> interrupted(RequestContext context, StreamingRequest request) {
        RequestAttempt attempt = context.attempt();
        if (attempt == null || !attempt.repeated()) {
            return Optional.empty();
        }
        Instant effectAt = attempt.effectAt();
        String message = new IdSeed(attempt.seed()).id(Ids.prefixForItemType(ItemTypes.USER_MESSAGE));
        return switch (request) {
            case StreamingRequest.ThreadsCreate create ->
                afterMessage(context, new IdSeed(attempt.seed()).id(Ids.THREAD), true, message);
            case StreamingRequest.ThreadsAddUserMessage(String id, var input) ->
                afterMessage(context, id, false, message);
            case StreamingRequest.ThreadsRetryAfterItem(String id, String item)
            when effectAt != null ->
                Optional.of(TurnRecording.interrupted(id, false, itemsAfter(context.caller(), id, item)));
            case StreamingRequest.ThreadsAddStructuredInput(String id, String item, var input)
            when effectAt != null -> {
                List<RecordedItem> items = itemsSince(context.caller(), id, effectAt);
                items.addFirst(new RecordedItem(item, true));
                yield Optional.of(TurnRecording.interrupted(id, false, items));
            }
            case StreamingRequest.ThreadsAddClientToolOutput(String id, var output)
            when effectAt != null ->
                Optional.of(TurnRecording.interrupted(id, false, itemsSince(context.caller(), id, effectAt)));
            case StreamingRequest.ThreadsCustomAction action
            when effectAt != null ->
                Optional.of(TurnRecording.interrupted(
                        action.threadId(), false, itemsSince(context.caller(), action.threadId(), effectAt)));
            default -> Optional.empty();
        };
    }

    private Optional<RecordedTurn> afterMessage(
            RequestContext context, String threadId, boolean threadCreated, String message) {
        try {
            services.store().loadItem(context.caller(), threadId, message);
        } catch (NotFoundException e) {
            return Optional.empty();
        }
        List<RecordedItem> items = itemsAfter(context.caller(), threadId, message);
        items.addFirst(new RecordedItem(message, false));
        return Optional.of(TurnRecording.interrupted(threadId, threadCreated, items));
    }

    private List<RecordedItem> itemsAfter(Caller caller, String threadId, String itemId) {
        var page = new PageRequest(PageRequest.DEFAULT_LIMIT, SortOrder.ASC, Cursor.parse(itemId));
        return answerItems(services.store()
                .listItems(caller, threadId, ItemScope.VISIBLE, page)
                .data());
    }

    /** The turn's items are among the latest ones of its thread, because what follows them is another turn. */
    private List<RecordedItem> itemsSince(Caller caller, String threadId, Instant time) {
        var page = PageRequest.first(PageRequest.DEFAULT_LIMIT, SortOrder.DESC);
        List<ThreadItem> latest = services.store().listItems(caller, threadId, ItemScope.VISIBLE, page).data().stream()
                .filter(item -> !item.createdAt().isBefore(time))
                .toList();
        return answerItems(latest.reversed());
    }

    private static List<RecordedItem> answerItems(List<ThreadItem> items) {
        List<RecordedItem> answer = new ArrayList<>();
        for (ThreadItem item : items) {
            if (item.type().equals(ItemTypes.USER_MESSAGE)) {
                break;
            }
            answer.add(new RecordedItem(item.id(), false));
        }
        return answer;
    }
}
