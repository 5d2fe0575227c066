package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.responder.FirstSentenceTitle;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.TitleRequest;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(StoreFixture.class)
class ItemServiceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Caller ann = new Caller("ann-" + UUID.randomUUID());
    private final Store store;
    private final OpportunityStore opportunities;
    private final List<TitleRequest> titleRequests = new ArrayList<>();

    ItemServiceTest(StoreFixture fixture) {
        var stores = fixture.open();
        this.store = stores.store();
        this.opportunities = stores.opportunities();
    }

    @Test
    void firstUserMessage_titlesTheThread() {
        String thread = createThread(null);
        AppendResult result = itemService().add(ann, message(thread, "m1", "One. Two."));
        assertEquals(1, result.position());
        assertEquals(NOW, result.createdAt());
        assertEquals("One.", title(thread));
    }

    @Test
    void firstUserMessageAfterGreetings_titlesTheThread() {
        String thread = createThread(null);
        for (int i = 0; i < 30; i++) {
            itemService().add(ann, new ThreadItem("a" + i, thread, "assistant_message", NOW, "{}"));
        }
        assertNull(title(thread));
        itemService().add(ann, message(thread, "m1", "Hello."));
        assertEquals("Hello.", title(thread));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\n\\t", "\u200B\u200E"})
    void firstMessageWithWords_titlesTheThread(String blank) {
        String thread = createThread(null);
        itemService().add(ann, message(thread, "m1", blank));
        assertNull(title(thread));
        itemService().add(ann, message(thread, "m2", "Second."));
        assertEquals("Second.", title(thread));
        itemService().add(ann, message(thread, "m3", "Third."));
        assertEquals("Second.", title(thread));
        assertEquals(List.of(new TitleRequest("Second.", null)), titleRequests);
    }

    @Test
    void messageWithAFileOnly_titlesTheThreadWithItsName() {
        String thread = createThread(null);
        itemService().add(ann, message(thread, "m1", " "));
        String content = """
            {"content":[],"attachments":[{"type":"file","id":"a","name":"plan of the pier.pdf","mime_type":"application/pdf"}]}\
            """;
        itemService().add(ann, new ThreadItem("m2", thread, "user_message", NOW, content));
        assertEquals("plan of the pier.pdf", title(thread));
    }

    /** As after an import without titles, or after a failure of the generator. */
    @Test
    void untitledThreadThatIsContinued_isTitledByItsFirstMessageWithWords() {
        String thread = createThread(null);
        store.addItem(ann, message(thread, "m1", " "));
        store.addItem(ann, message(thread, "m2", "Imported."));
        store.addItem(ann, new ThreadItem("a1", thread, "assistant_message", NOW, "{}"));
        itemService().add(ann, message(thread, "m3", "Continued."));
        assertEquals("Imported.", title(thread));
    }

    @Test
    void titleSetWhileGenerating_isKept() {
        String thread = createThread(null);
        TitleGenerator slow = request -> {
            store.updateThread(ann, thread, current -> current.withTitle("Mine"));
            return Optional.of("Generated");
        };
        new ItemService(store, opportunities, slow).add(ann, message(thread, "m1", "Hello."));
        assertEquals("Mine", title(thread));
    }

    @Test
    void titledThread_isNotPassedToTheGenerator() {
        String thread = createThread("Mine");
        itemService().add(ann, message(thread, "m1", "Hello."));
        assertEquals("Mine", title(thread));
        assertEquals(List.of(), titleRequests);
    }

    @Test
    void titleRequest_containsTheOpportunity() {
        var details = new OpportunityDetails("Fleet", "Acme", null, null, null);
        var opportunity = opportunities.createOpportunity(ann, opportunities.generateOpportunityId(), details);
        opportunities.activateOpportunity(ann, opportunity.id());
        String thread = createThread(null);
        itemService().add(ann, message(thread, "m1", "Hello."));
        assertEquals("Acme: Hello.", title(thread));
        assertEquals(List.of(new TitleRequest("Hello.", opportunity)), titleRequests);
    }

    @Test
    void throwingGenerator_keepsTheMessage() {
        String thread = createThread(null);
        TitleGenerator broken = request -> {
            throw new IllegalStateException("no model");
        };
        new ItemService(store, opportunities, broken).add(ann, message(thread, "m1", "Hello."));
        assertEquals("m1", store.loadItem(ann, thread, "m1").id());
        assertNull(title(thread));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void blankTitle_leavesTheThreadUntitled(String blank) {
        String thread = createThread(null);
        new ItemService(store, opportunities, request -> Optional.of(blank)).add(ann, message(thread, "m1", "Hello."));
        assertNull(title(thread));
    }

    @Test
    void malformedMessage_isStoredWithoutTitle() {
        String thread = createThread(null);
        itemService().add(ann, new ThreadItem("m1", thread, "user_message", NOW, "{\"content\":7}"));
        assertEquals(List.of(), titleRequests);
        assertNull(title(thread));
    }

    @Test
    void addToMissingThread_isNotFoundAndAsksForNoTitle() {
        var missing = message("none", "m1", "Hello.");
        assertThrows(NotFoundException.class, () -> itemService().add(ann, missing));
        assertTrue(titleRequests.isEmpty());
    }

    private ItemService itemService() {
        var generator = new FirstSentenceTitle();
        return new ItemService(store, opportunities, request -> {
            titleRequests.add(request);
            return generator.title(request);
        });
    }

    private String createThread(String title) {
        return store.addThread(
                        ann, ChatThread.create(store.generateThreadId(), NOW).withTitle(title))
                .id();
    }

    private String title(String thread) {
        return store.loadThread(ann, thread).title();
    }

    private static ThreadItem message(String thread, String id, String text) {
        String content = "{\"content\":[{\"type\":\"input_text\",\"text\":\"" + text + "\"}]}";
        return new ThreadItem(id, thread, "user_message", NOW, content);
    }
}
