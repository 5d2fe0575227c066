package ee.chatkit.protocol.item;

import ee.chatkit.json.JsonText;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The content of an item, without the envelope; one record for each item type of the protocol's {@code ThreadItem} union. */
public sealed interface ItemContent {
    /** Returns whether the item is stored and never sent to clients. */
    default boolean hidden() {
        return this instanceof HiddenContext
                || this instanceof SdkHiddenContext
                || (this instanceof Unknown unknown && ThreadItem.HIDDEN_TYPES.contains(unknown.type));
    }

    /**
     * A message of the user.
     *
     * @param content the parts of the message
     * @param attachments the attached files
     * @param quotedText the text that the message refers to; null for none
     * @param inferenceOptions options that the user selected for the response
     */
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

    /**
     * A message of the assistant. While it is streamed, its content grows by updates.
     *
     * @param content the parts of the message
     */
    record AssistantMessage(List<AssistantContent> content) implements ItemContent {
        public AssistantMessage {
            content = List.copyOf(content);
        }

        /** Returns a message of one part without annotations. */
        public static AssistantMessage of(String text) {
            return new AssistantMessage(List.of(AssistantContent.of(text)));
        }
    }

    /**
     * A call of a tool that the client runs.
     *
     * @param status whether the output is present
     * @param callId the id that the responder assigned to the call
     * @param name the name of the tool
     * @param arguments a JSON object
     * @param output the output; null while the call is pending, and if the output is JSON's null
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

        /** Returns a call without output. */
        public static ClientToolCall pending(String callId, String name, RawJson arguments) {
            return new ClientToolCall(ToolCallStatus.PENDING, callId, name, arguments, null);
        }

        /** Returns this call completed with an output. */
        public ClientToolCall completed(RawJson result) {
            return new ClientToolCall(ToolCallStatus.COMPLETED, callId, name, arguments, result);
        }
    }

    /**
     * A widget.
     *
     * @param widget the root component, a JSON object
     * @param copyText the text that is copied to the clipboard; null for none
     */
    record Widget(RawJson widget, @Nullable String copyText) implements ItemContent {
        public Widget {
            widget.requireObject("widget");
            copyText = Preconditions.requireTextOrNull(copyText);
        }
    }

    /**
     * An image that the responder generates.
     *
     * @param image the image; null until it is available
     */
    record GeneratedImageItem(@Nullable GeneratedImage image) implements ItemContent {}

    /**
     * Questions to the user.
     *
     * @param status whether they are answered
     * @param inputs the questions
     */
    record StructuredInputItem(StructuredInputStatus status, List<StructuredInput> inputs) implements ItemContent {
        public StructuredInputItem {
            Objects.requireNonNull(status);
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * A group of tasks that are shown as one item.
     *
     * @param workflow the tasks
     */
    record WorkflowItem(Workflow workflow) implements ItemContent {
        public WorkflowItem {
            Objects.requireNonNull(workflow);
        }
    }

    /**
     * A single task.
     *
     * @param task the task
     */
    record TaskItem(Task task) implements ItemContent {
        public TaskItem {
            Objects.requireNonNull(task);
        }
    }

    /** Marks the end of the assistant's turn. */
    record EndOfTurn() implements ItemContent {}

    /**
     * Context for the model, with a structure that the application defines. Hidden from clients.
     *
     * @param content any JSON value
     */
    record HiddenContext(RawJson content) implements ItemContent {
        public HiddenContext {
            Objects.requireNonNull(content);
        }
    }

    /**
     * Context for the model that the server adds. Hidden from clients.
     *
     * @param content the text
     */
    record SdkHiddenContext(String content) implements ItemContent {
        public SdkHiddenContext {
            content = Preconditions.requireText(content);
        }
    }

    /**
     * An item that the other records cannot represent: of an unknown type, or of a known type with other members.
     *
     * @param type the item type
     * @param content a JSON object without the members of the envelope
     */
    record Unknown(String type, RawJson content) implements ItemContent {
        public Unknown {
            Preconditions.requireId("item type", type);
            JsonText.storableObject(content.text(), ThreadItem.ENVELOPE_MEMBERS);
        }
    }
}
