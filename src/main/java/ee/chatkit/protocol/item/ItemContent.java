package ee.chatkit.protocol.item;

import ee.chatkit.json.JsonText;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The kinds of items, each with what it holds beside the envelope. Source: the reference's {@code ThreadItem} union. */
public sealed interface ItemContent {
    /** Whether it is stored and never shown to a client. */
    default boolean hidden() {
        return false;
    }

    /** What a user said. */
    record UserMessage(
            List<UserContent> content,
            List<WireAttachment> attachments,
            @Nullable String quotedText,
            InferenceOptions inferenceOptions)
            implements ItemContent {
        public UserMessage {
            content = List.copyOf(content);
            attachments = List.copyOf(attachments);
            quotedText = Preconditions.requireTextOrNull(quotedText);
            Objects.requireNonNull(inferenceOptions);
        }
    }

    /** What the assistant said. While it is still being said, the content grows by updates. */
    record AssistantMessage(List<AssistantContent> content) implements ItemContent {
        public AssistantMessage {
            content = List.copyOf(content);
        }

        /** One part, without annotations. */
        public static AssistantMessage of(String text) {
            return new AssistantMessage(List.of(AssistantContent.of(text)));
        }
    }

    /**
     * A tool that the client is to run.
     *
     * @param callId the responder's own id of the call
     * @param arguments a JSON object
     * @param output what the tool gave; null until it did, and when it gave JSON's null
     */
    record ClientToolCall(
            ToolCallStatus status,
            String callId,
            String name,
            RawJson arguments,
            @Nullable RawJson output) implements ItemContent {
        public ClientToolCall {
            Objects.requireNonNull(status);
            callId = Preconditions.requireText(callId);
            name = Preconditions.requireText(name);
            arguments.requireObject("arguments");
            output = output == null || output.isNull() ? null : output;
        }

        /** A call that waits for its output. */
        public static ClientToolCall pending(String callId, String name, RawJson arguments) {
            return new ClientToolCall(ToolCallStatus.PENDING, callId, name, arguments, null);
        }

        /** The same call with its output. */
        public ClientToolCall completed(RawJson result) {
            return new ClientToolCall(ToolCallStatus.COMPLETED, callId, name, arguments, result);
        }
    }

    /**
     * A widget.
     *
     * @param widget its root component, a JSON object
     * @param copyText what copying it yields
     */
    record Widget(RawJson widget, @Nullable String copyText) implements ItemContent {
        public Widget {
            widget.requireObject("widget");
            copyText = Preconditions.requireTextOrNull(copyText);
        }
    }

    /**
     * A picture made by the responder.
     *
     * @param image null until it is there
     */
    record GeneratedImageItem(@Nullable GeneratedImage image) implements ItemContent {}

    /** Questions to the user. */
    record StructuredInputItem(StructuredInputStatus status, List<StructuredInput> inputs) implements ItemContent {
        public StructuredInputItem {
            Objects.requireNonNull(status);
            inputs = List.copyOf(inputs);
        }
    }

    /** Several tasks, shown as one. */
    record WorkflowItem(Workflow workflow) implements ItemContent {
        public WorkflowItem {
            Objects.requireNonNull(workflow);
        }
    }

    /** One task. */
    record TaskItem(Task task) implements ItemContent {
        public TaskItem {
            Objects.requireNonNull(task);
        }
    }

    /** Marks where the assistant's turn ends. */
    record EndOfTurn() implements ItemContent {}

    /** Context for the model, of the application's own shape. Hidden from clients. */
    record HiddenContext(RawJson content) implements ItemContent {
        public HiddenContext {
            Objects.requireNonNull(content);
        }

        @Override
        public boolean hidden() {
            return true;
        }
    }

    /** Context for the model, put in by the server itself. Hidden from clients. */
    record SdkHiddenContext(String content) implements ItemContent {
        public SdkHiddenContext {
            content = Preconditions.requireText(content);
        }

        @Override
        public boolean hidden() {
            return true;
        }
    }

    /**
     * A stored item that the kinds above cannot hold: of another type, or of a known type in another shape.
     *
     * @param content a JSON object without the members of the envelope
     */
    record Unknown(String type, RawJson content) implements ItemContent {
        public Unknown {
            Preconditions.requireId("item type", type);
            JsonText.storableObject(content.text(), ThreadItem.ENVELOPE_MEMBERS);
        }

        @Override
        public boolean hidden() {
            return ThreadItem.HIDDEN_TYPES.contains(type);
        }
    }
}
