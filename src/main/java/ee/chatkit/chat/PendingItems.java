package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.item.Annotation;
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

/** Items that were added and are not done, with their updates so far. Not safe for use by multiple threads. */
final class PendingItems {
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, MessageText> texts = new LinkedHashMap<>();

    /** The text of an assistant message, which grows in place because a long answer has thousands of deltas. */
    private static final class MessageText {
        private final List<Part> parts = new ArrayList<>();

        MessageText(AssistantMessage message) {
            message.content().forEach(content -> parts.add(new Part(content)));
        }

        private static final class Part {
            private final StringBuilder text;
            private final List<Annotation> annotations;

            Part(AssistantContent content) {
                text = new StringBuilder(content.text());
                annotations = new ArrayList<>(content.annotations());
            }
        }

        void update(ThreadItemUpdate update) {
            switch (update) {
                case ThreadItemUpdate.ContentPartAdded(int index, AssistantContent content) -> setPart(index, content);
                case ThreadItemUpdate.ContentPartDone(int index, AssistantContent content) -> setPart(index, content);
                case ThreadItemUpdate.TextDelta(int index, String delta) ->
                    part(index).text.append(delta);
                case ThreadItemUpdate.AnnotationAdded(int index, int at, Annotation annotation) -> {
                    List<Annotation> annotations = part(index).annotations;
                    annotations.add(Math.min(at, annotations.size()), annotation);
                }
                default -> throw unsupportedUpdate(message(), update);
            }
        }

        AssistantMessage message() {
            return new AssistantMessage(parts.stream()
                    .map(part -> new AssistantContent(part.text.toString(), part.annotations))
                    .toList());
        }

        private void setPart(int index, AssistantContent content) {
            part(index);
            parts.set(index, new Part(content));
        }

        /** Returns a part, or a new one if it is the next. */
        private Part part(int index) {
            if (index > parts.size()) {
                throw new IllegalArgumentException("the message has no part " + index);
            }
            if (index == parts.size()) {
                parts.add(new Part(AssistantContent.of("")));
            }
            return parts.get(index);
        }
    }

    void add(Item item) {
        items.put(item.id(), item);
        if (item.content() instanceof AssistantMessage message) {
            texts.put(item.id(), new MessageText(message));
        } else {
            texts.remove(item.id());
        }
    }

    void remove(String itemId) {
        items.remove(itemId);
        texts.remove(itemId);
    }

    /**
     * Applies an update. An update of an item that is not pending is ignored.
     *
     * @throws IllegalArgumentException if it does not apply to the item
     */
    void update(String itemId, ThreadItemUpdate update) {
        MessageText text = texts.get(itemId);
        Item item = items.get(itemId);
        if (text != null) {
            text.update(update);
        } else if (item != null) {
            items.put(itemId, item.withContent(update(item.content(), update)));
        }
    }

    /** The items as they are now, in the order in which they were added. */
    List<Item> snapshot() {
        return items.values().stream().map(this::snapshot).toList();
    }

    private Item snapshot(Item item) {
        MessageText text = texts.get(item.id());
        return text == null ? item : item.withContent(text.message());
    }

    /** Whether an item is worth storing if its turn is cancelled. */
    static boolean hasVisibleText(Item item) {
        return item.content() instanceof AssistantMessage message
                && message.content().stream().map(AssistantContent::text).anyMatch(text -> !text.isBlank());
    }

    /** Updates of a widget's components are accepted and ignored: the completed item contains their result. */
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

    private static IllegalArgumentException unsupportedUpdate(ItemContent content, ThreadItemUpdate update) {
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
