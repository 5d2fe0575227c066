package ee.chatkit.protocol.event;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.Task;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an item that was added changes. Source: the reference's {@code ThreadItemUpdate} union. */
public sealed interface ThreadItemUpdate {
    /** A part of an assistant message begins. */
    record ContentPartAdded(int contentIndex, AssistantContent content) implements ThreadItemUpdate {
        public ContentPartAdded {
            Preconditions.requireIndex("content index", contentIndex);
            Objects.requireNonNull(content);
        }
    }

    /**
     * More text at the end of a part.
     *
     * @param delta may be cut anywhere: the halves of a surrogate pair come together again before they are sent
     */
    record TextDelta(int contentIndex, String delta) implements ThreadItemUpdate {
        public TextDelta {
            Preconditions.requireIndex("content index", contentIndex);
            delta = Preconditions.replaceInvalidWithin(delta);
        }
    }

    /** A part has one more annotation. */
    record AnnotationAdded(int contentIndex, int annotationIndex, Annotation annotation) implements ThreadItemUpdate {
        public AnnotationAdded {
            Preconditions.requireIndex("content index", contentIndex);
            Preconditions.requireIndex("annotation index", annotationIndex);
            Objects.requireNonNull(annotation);
        }
    }

    /** A part is complete. */
    record ContentPartDone(int contentIndex, AssistantContent content) implements ThreadItemUpdate {
        public ContentPartDone {
            Preconditions.requireIndex("content index", contentIndex);
            Objects.requireNonNull(content);
        }
    }

    /**
     * A widget is another one now.
     *
     * @param widget its root component, a JSON object
     */
    record WidgetRootUpdated(RawJson widget) implements ThreadItemUpdate {
        public WidgetRootUpdated {
            widget.requireObject("widget");
        }
    }

    /**
     * A component within a widget is another one now.
     *
     * @param component a JSON object
     */
    record WidgetComponentUpdated(String componentId, RawJson component) implements ThreadItemUpdate {
        public WidgetComponentUpdated {
            componentId = Preconditions.requireText(componentId);
            component.requireObject("component");
        }
    }

    /**
     * More text at the end of a widget's text component.
     *
     * @param delta may be cut anywhere, as that of {@link TextDelta}
     * @param done whether this was the last
     */
    record WidgetTextDelta(String componentId, String delta, boolean done) implements ThreadItemUpdate {
        public WidgetTextDelta {
            componentId = Preconditions.requireText(componentId);
            delta = Preconditions.replaceInvalidWithin(delta);
        }
    }

    /** A workflow has one more task. */
    record WorkflowTaskAdded(int taskIndex, Task task) implements ThreadItemUpdate {
        public WorkflowTaskAdded {
            Preconditions.requireIndex("task index", taskIndex);
            Objects.requireNonNull(task);
        }
    }

    /** A task of a workflow is another one now. */
    record WorkflowTaskUpdated(int taskIndex, Task task) implements ThreadItemUpdate {
        public WorkflowTaskUpdated {
            Preconditions.requireIndex("task index", taskIndex);
            Objects.requireNonNull(task);
        }
    }

    /**
     * A picture as far as it is made.
     *
     * @param progress how much of it, 0 to 1
     */
    record GeneratedImageUpdated(
            GeneratedImage image, @Nullable Double progress) implements ThreadItemUpdate {
        public GeneratedImageUpdated {
            Objects.requireNonNull(image);
            if (progress != null && !Double.isFinite(progress)) {
                throw new IllegalArgumentException("progress must be a number");
            }
        }
    }
}
