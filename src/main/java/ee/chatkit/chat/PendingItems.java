package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.GeneratedImageItem;
import ee.chatkit.protocol.item.ItemContent.Widget;
import ee.chatkit.protocol.item.ItemContent.WorkflowItem;
import ee.chatkit.protocol.item.Task;
import ee.chatkit.protocol.item.Workflow;
import ee.chatkit.protocol.json.ItemTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Items that were added and are not done, as their updates have made them so far. Not safe for use by many threads. */
final class PendingItems {
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, PendingAnswerText> texts = new LinkedHashMap<>();

    void add(Item item) {
        items.put(item.id(), item);
        if (item.content() instanceof AssistantMessage message) {
            texts.put(item.id(), new PendingAnswerText(message.content()));
        } else {
            texts.remove(item.id());
        }
    }

    void remove(String itemId) {
        items.remove(itemId);
        texts.remove(itemId);
    }

    /**
     * An update of an item that was not added in this turn says nothing about what is pending.
     *
     * @throws IllegalArgumentException when it does not fit what was sent before
     */
    void update(String itemId, ThreadItemUpdate update) {
        PendingAnswerText text = texts.get(itemId);
        Item item = items.get(itemId);
        if (text != null) {
            text.update(update);
        } else if (item != null) {
            items.put(itemId, item.withContent(update(item.content(), update)));
        }
    }

    /** In the order in which they were added. */
    List<Item> snapshot() {
        return items.values().stream().map(this::snapshot).toList();
    }

    private Item snapshot(Item item) {
        PendingAnswerText text = texts.get(item.id());
        return text == null ? item : item.withContent(new AssistantMessage(text.content()));
    }

    /** Whether there is something to keep of it when the client goes away. */
    static boolean hasVisibleText(Item item) {
        return item.content() instanceof AssistantMessage message
                && message.content().stream().map(AssistantContent::text).anyMatch(text -> !text.isBlank());
    }

    /** Components of a widget are not looked into: its last word is the item that is done. */
    private static ItemContent update(ItemContent content, ThreadItemUpdate update) {
        return switch (content) {
            case WorkflowItem(Workflow workflow) ->
                switch (update) {
                    case ThreadItemUpdate.WorkflowTaskAdded(int index, Task task) ->
                        withTask(workflow, index, task, true);
                    case ThreadItemUpdate.WorkflowTaskUpdated(int index, Task task) ->
                        withTask(workflow, index, task, false);
                    default -> throw unsupportedUpdate(content, update);
                };
            case Widget(var before, String copyText) ->
                switch (update) {
                    case ThreadItemUpdate.WidgetRootUpdated(var widget) -> new Widget(widget, copyText);
                    case ThreadItemUpdate.WidgetComponentUpdated component -> content;
                    case ThreadItemUpdate.WidgetTextDelta text -> content;
                    default -> throw unsupportedUpdate(content, update);
                };
            case GeneratedImageItem image ->
                switch (update) {
                    case ThreadItemUpdate.GeneratedImageUpdated(var newer, var progress) ->
                        new GeneratedImageItem(newer);
                    default -> throw unsupportedUpdate(content, update);
                };
            case ItemContent.Unknown unknown -> content;
            case ItemContent.HiddenContext hidden -> content;
            case ItemContent.SdkHiddenContext hidden -> content;
            default -> throw unsupportedUpdate(content, update);
        };
    }

    static IllegalArgumentException unsupportedUpdate(ItemContent content, ThreadItemUpdate update) {
        return new IllegalArgumentException("an item of type " + ItemTypes.of(content) + " has no update "
                + update.getClass().getSimpleName());
    }

    private static WorkflowItem withTask(Workflow workflow, int index, Task task, boolean added) {
        var tasks = new ArrayList<>(workflow.tasks());
        if (index > tasks.size() || (!added && index == tasks.size())) {
            throw new IllegalArgumentException("the workflow has no task " + index);
        }
        if (added) {
            tasks.add(index, task);
        } else {
            tasks.set(index, task);
        }
        return new WorkflowItem(new Workflow(workflow.kind(), tasks, workflow.summary(), workflow.expanded()));
    }
}
