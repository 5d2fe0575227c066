package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.FirstSentenceTitle;
import ee.chatkit.responder.echo.EchoResponder;
import ee.chatkit.store.jpa.StatementCounter;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How many statements a request of the protocol sends to the database, with the echo as responder. */
class EngineStatementsTest {
    private static final PageRequest PAGE = PageRequest.first(PageRequest.DEFAULT_LIMIT, SortOrder.DESC);

    @Test
    void requests_sendAsManyStatementsAsStated() {
        try (var counter = new StatementCounter()) {
            var stores = new StoreFixture.Stores(
                    counter.stores().store(),
                    counter.stores().opportunities(),
                    counter.stores().turnJournal());
            var chat = new ChatFixture(stores, new FirstSentenceTitle(), new EchoResponder());
            String thread = chat.createThread("the first statements of a connection are not counted");
            countTurns(counter, chat, thread);
            countDocuments(counter, chat, thread);
            String opportunity = chat.opportunities.generateOpportunityId();
            chat.opportunities.createOpportunity(chat.caller, opportunity, OpportunityDetails.named("Pier"));
            chat.opportunities.activateOpportunity(chat.caller, opportunity);
            counter.count("threads.create in an opportunity", () -> chat.createThread("Hello"));
            assertEquals(
                    """
                    threads.create 3
                    threads.add_user_message 3
                    threads.retry_after_item 7
                    threads.get_by_id 2
                    threads.list 1
                    items.list 1
                    items.feedback 3
                    threads.update 3
                    threads.delete 3
                    threads.create in an opportunity 4\
                    """,
                    counter.counts().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining("\n")));
        }
    }

    private static void countTurns(StatementCounter counter, ChatFixture chat, String thread) {
        counter.count("threads.create", () -> chat.createThread("Hello"));
        counter.count("threads.add_user_message", () -> chat.run(ChatFixture.userMessage(thread, "Again")));
        String message = chat.items(thread).getFirst().id();
        counter.count(
                "threads.retry_after_item",
                () -> chat.run(new StreamingRequest.ThreadsRetryAfterItem(thread, message)));
    }

    private static void countDocuments(StatementCounter counter, ChatFixture chat, String thread) {
        String answer = chat.items(thread).getLast().id();
        count(counter, chat, "threads.get_by_id", new ImmediateRequest.ThreadsGetById(thread));
        count(counter, chat, "threads.list", new ImmediateRequest.ThreadsList(PAGE));
        count(counter, chat, "items.list", new ImmediateRequest.ItemsList(thread, PAGE));
        count(
                counter,
                chat,
                "items.feedback",
                new ImmediateRequest.ItemsFeedback(thread, List.of(answer), FeedbackKind.POSITIVE));
        count(counter, chat, "threads.update", new ImmediateRequest.ThreadsUpdate(thread, "Renamed"));
        count(counter, chat, "threads.delete", new ImmediateRequest.ThreadsDelete(thread));
    }

    private static void count(StatementCounter counter, ChatFixture chat, String name, ImmediateRequest request) {
        counter.count(name, () -> chat.server.answer(chat.context(), request));
    }
}
