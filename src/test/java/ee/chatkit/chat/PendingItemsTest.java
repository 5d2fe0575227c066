package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadItemUpdate.AnnotationAdded;
import ee.chatkit.protocol.event.ThreadItemUpdate.ContentPartAdded;
import ee.chatkit.protocol.event.ThreadItemUpdate.ContentPartDone;
import ee.chatkit.protocol.event.ThreadItemUpdate.GeneratedImageUpdated;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadItemUpdate.WidgetComponentUpdated;
import ee.chatkit.protocol.event.ThreadItemUpdate.WidgetRootUpdated;
import ee.chatkit.protocol.event.ThreadItemUpdate.WidgetTextDelta;
import ee.chatkit.protocol.event.ThreadItemUpdate.WorkflowTaskAdded;
import ee.chatkit.protocol.event.ThreadItemUpdate.WorkflowTaskUpdated;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.GeneratedImageItem;
import ee.chatkit.protocol.item.ItemContent.Widget;
import ee.chatkit.protocol.item.ItemContent.WorkflowItem;
import ee.chatkit.protocol.item.Source;
import ee.chatkit.protocol.item.Task;
import ee.chatkit.protocol.item.Workflow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingItemsTest {
    private static final RawJson CARD = new RawJson("{\"type\":\"Card\"}");
    private static final RawJson OTHER = new RawJson("{\"type\":\"Other\"}");
    private static final GeneratedImage HALF = new GeneratedImage("i", "https://example.com/half.png");

    private final PendingItems pending = new PendingItems();

    @Test
    void updates_extendAMessage() {
        add(new AssistantMessage(List.of()));
        update(new ContentPartAdded(0, AssistantContent.of("")));
        update(new TextDelta(0, "Hel"));
        update(new TextDelta(0, "lo"));
        update(new TextDelta(1, "begun by its first word"));
        assertEquals(
                new AssistantMessage(
                        List.of(AssistantContent.of("Hello"), AssistantContent.of("begun by its first word"))),
                content());
        update(new ContentPartDone(0, AssistantContent.of("Hello!")));
        assertEquals(
                AssistantContent.of("Hello!"),
                ((AssistantMessage) content()).content().getFirst());
    }

    @Test
    void annotationAdded_insertsAtItsIndexOrAtTheEnd() {
        add(AssistantMessage.of("see"));
        update(new AnnotationAdded(0, 0, annotation("one")));
        update(new AnnotationAdded(0, 9, annotation("three")));
        update(new AnnotationAdded(0, 1, annotation("two")));
        assertEquals(
                List.of(annotation("one"), annotation("two"), annotation("three")),
                ((AssistantMessage) content()).content().getFirst().annotations());
    }

    @Test
    void taskUpdates_changeAWorkflow() {
        add(new WorkflowItem(new Workflow(Workflow.Kind.CUSTOM, List.of(), null, true)));
        update(new WorkflowTaskAdded(0, task("a")));
        update(new WorkflowTaskAdded(1, task("c")));
        update(new WorkflowTaskAdded(1, task("b")));
        update(new WorkflowTaskUpdated(0, task("A")));
        assertEquals(
                new WorkflowItem(
                        new Workflow(Workflow.Kind.CUSTOM, List.of(task("A"), task("b"), task("c")), null, true)),
                content());
        assertRejected(new WorkflowTaskAdded(4, task("x")), "the workflow has no task 4");
        assertRejected(new WorkflowTaskUpdated(3, task("x")), "the workflow has no task 3");
    }

    @Test
    void widgetRootUpdated_replacesTheWidget() {
        add(new Widget(CARD, "copied"));
        update(new WidgetComponentUpdated("t", CARD));
        update(new WidgetTextDelta("t", "x", false));
        update(new WidgetRootUpdated(OTHER));
        assertEquals(new Widget(OTHER, "copied"), content());
    }

    @Test
    void generatedImageUpdated_replacesTheImage() {
        add(new GeneratedImageItem(null));
        update(new GeneratedImageUpdated(HALF, 0.5));
        assertEquals(new GeneratedImageItem(HALF), content());
    }

    @Test
    void unsupportedUpdate_isRejectedWithAReason() {
        var updates = List.of(
                new TextDelta(0, "x"),
                new WorkflowTaskAdded(0, task("a")),
                new WidgetRootUpdated(CARD),
                new GeneratedImageUpdated(HALF, null));
        var contents = List.<ItemContent>of(
                AssistantMessage.of(""),
                new WorkflowItem(new Workflow(Workflow.Kind.CUSTOM, List.of(), null, true)),
                new Widget(CARD, null),
                new GeneratedImageItem(null),
                new ItemContent.EndOfTurn());
        for (int i = 0; i < contents.size(); i++) {
            add(contents.get(i));
            for (int j = 0; j < updates.size(); j++) {
                if (i != j) {
                    var update = updates.get(j);
                    assertThrows(IllegalArgumentException.class, () -> update(update));
                }
            }
            assertEquals(contents.get(i), content());
        }
        assertRejected(new TextDelta(0, "x"), "an item of type end_of_turn has no update TextDelta");
        add(AssistantMessage.of("x"));
        assertRejected(new TextDelta(2, "x"), "the message has no part 2");
        assertRejected(
                new WidgetRootUpdated(CARD), "an item of type assistant_message has no update WidgetRootUpdated");
    }

    @Test
    void hasVisibleText_isTrueForNonBlankAssistantMessagesOnly() {
        assertTrue(PendingItems.hasVisibleText(item(AssistantMessage.of("a"))));
        assertFalse(PendingItems.hasVisibleText(item(AssistantMessage.of(" \n"))));
        assertFalse(PendingItems.hasVisibleText(item(new AssistantMessage(List.of()))));
        assertFalse(PendingItems.hasVisibleText(item(new Widget(CARD, null))));
        var workflow = new Workflow(Workflow.Kind.CUSTOM, List.of(task("busy")), null, true);
        assertFalse(PendingItems.hasVisibleText(item(new WorkflowItem(workflow))));
    }

    @Test
    void remove_endsPending() {
        add(AssistantMessage.of("x"));
        pending.remove("msg_1");
        assertEquals(List.of(), pending.snapshot());
        update(new WidgetRootUpdated(CARD));
        assertEquals(List.of(), pending.snapshot());
    }

    private void add(ItemContent content) {
        pending.add(item(content));
    }

    private void update(ThreadItemUpdate update) {
        pending.update("msg_1", update);
    }

    private void assertRejected(ThreadItemUpdate update, String reason) {
        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> update(update))
                        .getMessage());
    }

    private ItemContent content() {
        return pending.snapshot().getFirst().content();
    }

    private static Item item(ItemContent content) {
        return new Item("msg_1", "thr_1", Instant.EPOCH, content);
    }

    private static Task task(String title) {
        return new Task.Custom(Task.Indicator.LOADING, title, null, null);
    }

    private static Annotation annotation(String title) {
        return new Annotation(new Source.File(new Source.SourceInfo(title, null, null, null), "f.txt"), null);
    }
}
