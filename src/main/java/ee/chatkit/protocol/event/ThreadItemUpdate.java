package ee.chatkit.protocol.event;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.Task;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A change of an item that was added; one record for each type of the protocol's {@code ThreadItemUpdate} union. */
public sealed interface ThreadItemUpdate {
    /**
     * A part of an assistant message begins.
     *
     * @param contentIndex the index of the part, 0 or more
     * @param content the part so far
     */
    record ContentPartAdded(int contentIndex, AssistantContent content) implements ThreadItemUpdate {
        public ContentPartAdded {
            Preconditions.requireIndex("content index", contentIndex);
            Objects.requireNonNull(content);
        }
    }

    /**
     * Text is appended to a part.
     *
     * @param contentIndex the index of the part, 0 or more
     * @param delta the text; it may be split within a surrogate pair, which is joined again before it is sent
     */
    record TextDelta(int contentIndex, String delta) implements ThreadItemUpdate {
        public TextDelta {
            Preconditions.requireIndex("content index", contentIndex);
            delta = Preconditions.replaceInvalidWithin(delta);
        }
    }

    /**
     * An annotation is added to a part.
     *
     * @param contentIndex the index of the part, 0 or more
     * @param annotationIndex the index of the annotation, 0 or more
     * @param annotation the annotation
     */
    record AnnotationAdded(int contentIndex, int annotationIndex, Annotation annotation) implements ThreadItemUpdate {
        public AnnotationAdded {
            Preconditions.requireIndex("content index", contentIndex);
            Preconditions.requireIndex("annotation index", annotationIndex);
            Objects.requireNonNull(annotation);
        }
    }

    /**
     * A part is complete.
     *
     * @param contentIndex the index of the part, 0 or more
     * @param content the complete part
     */
    record ContentPartDone(int contentIndex, AssistantContent content) implements ThreadItemUpdate {
        public ContentPartDone {
            Preconditions.requireIndex("content index", contentIndex);
            Objects.requireNonNull(content);
        }
    }

    /**
     * A widget is replaced.
     *
     * @param widget the new root component, a JSON object
     */
    record WidgetRootUpdated(RawJson widget) implements ThreadItemUpdate {
        public WidgetRootUpdated {
            widget.requireObject("widget");
        }
    }

    /**
     * A component of a widget is replaced.
     *
     * @param componentId the id of the component
     * @param component the new component, a JSON object
     */
    record WidgetComponentUpdated(String componentId, RawJson component) implements ThreadItemUpdate {
        public WidgetComponentUpdated {
            componentId = Preconditions.requireText(componentId);
            component.requireObject("component");
        }
    }

    /**
     * Text is appended to a text component of a widget.
     *
     * @param componentId the id of the component
     * @param delta the text; it may be split within a surrogate pair, as that of {@link TextDelta}
     * @param done whether this is the last update of the component
     */
    record WidgetTextDelta(String componentId, String delta, boolean done) implements ThreadItemUpdate {
        public WidgetTextDelta {
            componentId = Preconditions.requireText(componentId);
            delta = Preconditions.replaceInvalidWithin(delta);
        }
    }

    /**
     * A task is added to a workflow.
     *
     * @param taskIndex the index of the task, 0 or more
     * @param task the task
     */
    record WorkflowTaskAdded(int taskIndex, Task task) implements ThreadItemUpdate {
        public WorkflowTaskAdded {
            Preconditions.requireIndex("task index", taskIndex);
            Objects.requireNonNull(task);
        }
    }

    /**
     * A task of a workflow is replaced.
     *
     * @param taskIndex the index of the task, 0 or more
     * @param task the new task
     */
    record WorkflowTaskUpdated(int taskIndex, Task task) implements ThreadItemUpdate {
        public WorkflowTaskUpdated {
            Preconditions.requireIndex("task index", taskIndex);
            Objects.requireNonNull(task);
        }
    }

    /**
     * A preliminary version of a generated image.
     *
     * @param image the image
     * @param progress the progress, 0 to 1; null if it is unknown
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
