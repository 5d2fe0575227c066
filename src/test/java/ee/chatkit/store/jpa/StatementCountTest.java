package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.TurnJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many statements an operation sends to the database. The first one on a new connection sends one more. */
class StatementCountTest {
    private static final Caller ADA = new Caller("ada");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID NODE = UUID.randomUUID();
    private static final PageRequest PAGE = PageRequest.first(10, SortOrder.DESC);

    private final StatementCounter counter = new StatementCounter();

    @AfterEach
    void close() {
        counter.close();
    }

    @Test
    void operations_sendAsManyStatementsAsStated() {
        PostgresStores stores = counter.stores();
        counter.count("first operation of a session", () -> stores.store().listThreads(ADA, PAGE));
        countOpportunities(stores.opportunities());
        countThreads(stores.store());
        countItems(stores.store());
        countAttachments(stores.store());
        countDeletions(stores.store(), stores.opportunities());
        assertEquals("""
            first operation of a session 2, createOpportunity 1, loadOpportunity 1, listOpportunities 1, updateOpportunity 2, activateOpportunity 1, \
            findActiveOpportunity 1, deactivateOpportunity 1, \
            addThread 1, addThreadWithItem 1, addThreadWithItemAndAttachments 3, saveThread 1, loadThread 1, listThreads 1, setTitleIfAbsent 1, updateThread 3, \
            addItem 1, addMessage 1, addMessageWithAttachments 3, saveItem 1, loadItem 1, listItems 1, updateItem 4, saveFeedback 3, listFeedback 1, \
            saveAttachment 1, loadAttachment 1, updateAttachment 2, \
            deleteAttachment 3, deleteItem 3, deleteThread 3, deleteOpportunity 3\
            """, counts());
    }

    @Test
    void pageWithLongTexts_takesOneStatementMore() {
        PostgresStores stores = counter.stores();
        stores.store().addThread(ADA, ChatThread.create("thr_1", NOW));
        for (int n = 0; n < 8; n++) {
            String content = "{\"text\":\"" + "word ".repeat(5_000) + "\"}";
            stores.store().addItem(ADA, new ThreadItem("msg_" + n, "thr_1", "note", NOW, content));
        }
        counter.count(
                "page of items of 25,000 characters",
                () -> assertEquals(
                        8,
                        stores.store()
                                .listItems(ADA, "thr_1", ItemScope.ALL, PAGE)
                                .data()
                                .size()));
        stores.store()
                .addItem(
                        ADA,
                        new ThreadItem(
                                "msg_long", "thr_1", "note", NOW, "{\"text\":\"" + "x".repeat(2_000_000) + "\"}"));
        counter.count(
                "page with an item of 2,000,000 characters",
                () -> assertEquals(
                        1,
                        stores.store()
                                .listItems(ADA, "thr_1", ItemScope.ALL, PAGE)
                                .data()
                                .size()));
        assertEquals(
                Map.of("page of items of 25,000 characters", 1, "page with an item of 2,000,000 characters", 2),
                counter.counts());
    }

    private void countOpportunities(OpportunityStore store) {
        counter.count(
                "createOpportunity", () -> store.createOpportunity(ADA, "opp_1", OpportunityDetails.named("One")));
        counter.count("loadOpportunity", () -> store.loadOpportunity(ADA, "opp_1"));
        counter.count("listOpportunities", () -> store.listOpportunities(ADA, PAGE));
        counter.count("updateOpportunity", () -> store.completeOpportunity(ADA, "opp_1"));
        counter.count("activateOpportunity", () -> store.activateOpportunity(ADA, "opp_1"));
        counter.count("findActiveOpportunity", () -> store.findActiveOpportunity(ADA));
        counter.count("deactivateOpportunity", () -> store.deactivateOpportunity(ADA));
    }

    private void countThreads(Store store) {
        ChatThread thread = ChatThread.create("thr_1", NOW);
        counter.count("addThread", () -> store.addThread(ADA, thread));
        counter.count(
                "addThreadWithItem",
                () -> store.addThread(ADA, ChatThread.create("thr_2", NOW), message("thr_2", "msg_1"), List.of()));
        store.saveAttachment(ADA, attachment("atc_2"));
        store.saveAttachment(ADA, attachment("atc_3"));
        counter.count(
                "addThreadWithItemAndAttachments",
                () -> store.addThread(
                        ADA, ChatThread.create("thr_3", NOW), message("thr_3", "msg_1"), List.of("atc_2", "atc_3")));
        counter.count("saveThread", () -> store.saveThread(ADA, thread));
        counter.count("loadThread", () -> store.loadThread(ADA, "thr_1"));
        counter.count("listThreads", () -> store.listThreads(ADA, PAGE));
        counter.count("setTitleIfAbsent", () -> store.setTitleIfAbsent(ADA, "thr_1", "Old"));
        counter.count("updateThread", () -> store.updateThread(ADA, "thr_1", found -> found.withTitle("New")));
    }

    private void countItems(Store store) {
        var item = new ThreadItem("msg_1", "thr_1", "assistant_message", NOW, "{}");
        counter.count("addItem", () -> store.addItem(ADA, item));
        store.saveAttachment(ADA, attachment("atc_4"));
        counter.count("addMessage", () -> store.addMessage(ADA, message("thr_1", "msg_2"), List.of()));
        counter.count(
                "addMessageWithAttachments", () -> store.addMessage(ADA, message("thr_1", "msg_3"), List.of("atc_4")));
        counter.count("saveItem", () -> store.saveItem(ADA, item));
        counter.count("loadItem", () -> store.loadItem(ADA, "thr_1", "msg_1"));
        counter.count("listItems", () -> store.listItems(ADA, "thr_1", ItemScope.VISIBLE, PAGE));
        counter.count(
                "updateItem", () -> store.updateItem(ADA, "thr_1", "msg_1", found -> found.withContent("{\"a\":1}")));
        counter.count("saveFeedback", () -> store.saveFeedback(ADA, "thr_1", List.of("msg_1"), FeedbackKind.POSITIVE));
        counter.count("listFeedback", () -> store.listFeedback(ADA, "thr_1"));
    }

    private void countAttachments(Store store) {
        Attachment attachment = attachment("atc_1");
        counter.count("saveAttachment", () -> store.saveAttachment(ADA, attachment));
        counter.count("loadAttachment", () -> store.loadAttachment(ADA, "atc_1"));
        counter.count(
                "updateAttachment", () -> store.updateAttachment(ADA, "atc_1", found -> found.withThreadId("thr_1")));
    }

    /** A write is one text of several statements, which are sent at once: with the commit, two round trips. */
    @Test
    void turnJournal_sendsAsManyStatementsAsStated() {
        TurnJournal turns = counter.stores().turnJournal();
        counter.stores().store().addThread(ADA, ChatThread.create("thr_1", NOW));
        counter.countEach("write of 50 new turns with events", () -> turns.write(NODE, changes(true, 1)));
        counter.countEach("write of events of 50 turns", () -> turns.write(NODE, changes(false, 3)));
        counter.countEach("write of nothing", () -> turns.write(NODE, List.of()));
        counter.countEach(
                "read",
                () -> assertEquals(4, turns.read(ADA, "trn_1", 0).events().size()));
        counter.countEach("find", () -> turns.find(ADA, "trn_1"));
        counter.countEach("running", () -> turns.running(ADA, "thr_1"));
        counter.countEach("requestCancel", () -> turns.requestCancel(ADA, "trn_1"));
        counter.countEach("beat", () -> assertEquals(50, turns.beat(NODE).size()));
        counter.countEach("claimOrphans", () -> turns.claimOrphans(NODE, Duration.ZERO, 10));
        counter.countEach("sweep", () -> turns.sweep(Duration.ZERO, 10));
        assertEquals(
                "write of 50 new turns with events 4, write of events of 50 turns 3, write of nothing 0, read 1, find"
                        + " 1, running 1, requestCancel 1, beat 2, claimOrphans 2, sweep 3",
                counts());
    }

    private static List<TurnChange> changes(boolean begins, long first) {
        return IntStream.range(0, 50)
                .mapToObj(n ->
                        new TurnChange("trn_" + n, "thr_1", ADA, begins, first, List.of("{}", "{}"), TurnState.RUNNING))
                .toList();
    }

    private String counts() {
        return String.join(
                ", ",
                counter.counts().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    private static ThreadItem message(String threadId, String id) {
        return new ThreadItem(id, threadId, "user_message", NOW, "{}");
    }

    private static Attachment attachment(String id) {
        return new Attachment(id, null, AttachmentType.FILE, "a.txt", "text/plain", 1, "{}", NOW);
    }

    private void countDeletions(Store store, OpportunityStore opportunities) {
        counter.count("deleteAttachment", () -> store.deleteAttachment(ADA, "atc_1"));
        counter.count("deleteItem", () -> store.deleteItem(ADA, "thr_1", "msg_1"));
        counter.count("deleteThread", () -> store.deleteThread(ADA, "thr_1"));
        counter.count("deleteOpportunity", () -> opportunities.deleteOpportunity(ADA, "opp_1"));
    }
}
