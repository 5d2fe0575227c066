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
    private final List<TitleRequest> asked = new ArrayList<>();

    ItemServiceTest(StoreFixture stores) {
        var opened = stores.open();
        this.store = opened.store();
        this.opportunities = opened.opportunities();
    }

    @Test
    void theFirstUserMessageGivesTheTitle() {
        String thread = begin(null);
        assertEquals(new AppendResult(1, true), conversations().add(ann, message(thread, "m1", "One. Two.")));
        assertEquals("One.", title(thread));
    }

    @Test
    void aGreetingBeforeItDoesNotMatter() {
        String thread = begin(null);
        for (int i = 0; i < 30; i++) {
            conversations().add(ann, new ThreadItem("a" + i, thread, "assistant_message", NOW, "{}"));
        }
        assertNull(title(thread));
        conversations().add(ann, message(thread, "m1", "Hello."));
        assertEquals("Hello.", title(thread));
    }

    @Test
    void onlyTheFirstUserMessageIsAskedFor() {
        String thread = begin(null);
        conversations().add(ann, message(thread, "m1", " "));
        conversations().add(ann, message(thread, "m2", "Second."));
        assertNull(title(thread));
        assertEquals(1, asked.size());
    }

    @Test
    void aTitleOfTheUserIsNotEvenReplacedWhenItCameMeanwhile() {
        String thread = begin(null);
        TitleGenerator slow = request -> {
            store.updateThread(ann, thread, current -> current.withTitle("Mine"));
            return Optional.of("Generated");
        };
        new ItemService(store, opportunities, slow).add(ann, message(thread, "m1", "Hello."));
        assertEquals("Mine", title(thread));
    }

    @Test
    void aThreadWithATitleIsNotAskedFor() {
        String thread = begin("Mine");
        conversations().add(ann, message(thread, "m1", "Hello."));
        assertEquals("Mine", title(thread));
        assertEquals(List.of(), asked);
    }

    @Test
    void theOpportunityIsTold() {
        var details = new OpportunityDetails("Fleet", "Acme", null, null, null);
        var opportunity = opportunities.createOpportunity(ann, opportunities.generateOpportunityId(), details);
        opportunities.activateOpportunity(ann, opportunity.id());
        String thread = begin(null);
        conversations().add(ann, message(thread, "m1", "Hello."));
        assertEquals("Acme: Hello.", title(thread));
        assertEquals(List.of(new TitleRequest("Hello.", opportunity)), asked);
    }

    @Test
    void aGeneratorThatThrowsDoesNotLoseTheMessage() {
        String thread = begin(null);
        TitleGenerator broken = request -> {
            throw new IllegalStateException("no model");
        };
        new ItemService(store, opportunities, broken).add(ann, message(thread, "m1", "Hello."));
        assertEquals("m1", store.loadItem(ann, thread, "m1").id());
        assertNull(title(thread));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void aBlankTitleIsNone(String blank) {
        String thread = begin(null);
        new ItemService(store, opportunities, request -> Optional.of(blank)).add(ann, message(thread, "m1", "Hello."));
        assertNull(title(thread));
    }

    @Test
    void aMessageOfAnOddShapeIsKeptWithoutTitle() {
        String thread = begin(null);
        conversations().add(ann, new ThreadItem("m1", thread, "user_message", NOW, "{\"content\":7}"));
        assertEquals(new TitleRequest("", null), asked.getFirst());
        assertNull(title(thread));
    }

    @Test
    void whatTheStoreRefusesIsRefused() {
        var missing = message("none", "m1", "Hello.");
        assertThrows(NotFoundException.class, () -> conversations().add(ann, missing));
        assertTrue(asked.isEmpty());
    }

    private ItemService conversations() {
        var generator = new FirstSentenceTitle();
        return new ItemService(store, opportunities, request -> {
            asked.add(request);
            return generator.title(request);
        });
    }

    private String begin(String title) {
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
