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
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.RecordingDataSource;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.Transactions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How many statements a request of the protocol sends to the database, with the echo as responder. */
class EngineStatementsTest {
    private static final PageRequest PAGE = PageRequest.first(PageRequest.DEFAULT_LIMIT, SortOrder.DESC);

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    @Test
    void requests_sendAsManyStatementsAsStated() {
        try (var postgres = new PostgresStores(
                RecordingDataSource.dataSource(TestDatabase.create(), statements),
                Transactions.LOCAL,
                Clock.systemUTC())) {
            postgres.prepare();
            var stores = new StoreFixture.Stores(postgres.store(), postgres.opportunities());
            var chat = new ChatFixture(stores, new FirstSentenceTitle(), new EchoResponder());
            String thread = chat.createThread("the first statements of a connection are not counted");
            countTurns(chat, thread);
            countDocuments(chat, thread);
            String opportunity = chat.opportunities.generateOpportunityId();
            chat.opportunities.createOpportunity(chat.caller, opportunity, OpportunityDetails.named("Pier"));
            chat.opportunities.activateOpportunity(chat.caller, opportunity);
            count("threads.create in an opportunity", () -> chat.createThread("Hello"));
        }
        assertEquals(
                """
                threads.create 3
                threads.add_user_message 3
                threads.retry_after_item 5
                threads.get_by_id 2
                threads.list 1
                items.list 1
                items.feedback 3
                threads.update 3
                threads.delete 1
                threads.create in an opportunity 4\
                """,
                counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining("\n")));
    }

    private void countTurns(ChatFixture chat, String thread) {
        count("threads.create", () -> chat.createThread("Hello"));
        count("threads.add_user_message", () -> chat.run(ChatFixture.userMessage(thread, "Again")));
        String message = chat.items(thread).getFirst().id();
        count("threads.retry_after_item", () -> chat.run(new StreamingRequest.ThreadsRetryAfterItem(thread, message)));
    }

    private void countDocuments(ChatFixture chat, String thread) {
        String answer = chat.items(thread).getLast().id();
        count(chat, "threads.get_by_id", new ImmediateRequest.ThreadsGetById(thread));
        count(chat, "threads.list", new ImmediateRequest.ThreadsList(PAGE));
        count(chat, "items.list", new ImmediateRequest.ItemsList(thread, PAGE));
        count(
                chat,
                "items.feedback",
                new ImmediateRequest.ItemsFeedback(thread, List.of(answer), FeedbackKind.POSITIVE));
        count(chat, "threads.update", new ImmediateRequest.ThreadsUpdate(thread, "Renamed"));
        count(chat, "threads.delete", new ImmediateRequest.ThreadsDelete(thread));
    }

    private void count(ChatFixture chat, String name, ImmediateRequest request) {
        count(name, () -> chat.server.answer(chat.context(), request));
    }

    private void count(String name, Runnable request) {
        statements.clear();
        request.run();
        counts.put(name, statements.size());
    }
}
