package ee.chatkit.protocol.json;

import ee.chatkit.protocol.item.ItemContent;
import java.util.Set;

/** The item types of the protocol, which are stored as well. */
public final class ItemTypes {
    public static final String USER_MESSAGE = "user_message";
    public static final String ASSISTANT_MESSAGE = "assistant_message";
    public static final String CLIENT_TOOL_CALL = "client_tool_call";
    public static final String WIDGET = "widget";
    public static final String GENERATED_IMAGE = "generated_image";
    public static final String STRUCTURED_INPUT = "structured_input";
    public static final String WORKFLOW = "workflow";
    public static final String TASK = "task";
    public static final String END_OF_TURN = "end_of_turn";
    public static final String HIDDEN_CONTEXT = "hidden_context_item";
    public static final String SDK_HIDDEN_CONTEXT = "sdk_hidden_context";

    /** All types of the protocol. */
    static final Set<String> KNOWN = Set.of(
            USER_MESSAGE,
            ASSISTANT_MESSAGE,
            CLIENT_TOOL_CALL,
            WIDGET,
            GENERATED_IMAGE,
            STRUCTURED_INPUT,
            WORKFLOW,
            TASK,
            END_OF_TURN,
            HIDDEN_CONTEXT,
            SDK_HIDDEN_CONTEXT);

    private ItemTypes() {}

    /** Returns the item type of a content. */
    public static String of(ItemContent content) {
        return switch (content) {
            case ItemContent.UserMessage message -> USER_MESSAGE;
            case ItemContent.AssistantMessage message -> ASSISTANT_MESSAGE;
            case ItemContent.ClientToolCall call -> CLIENT_TOOL_CALL;
            case ItemContent.Widget widget -> WIDGET;
            case ItemContent.GeneratedImageItem image -> GENERATED_IMAGE;
            case ItemContent.StructuredInputItem input -> STRUCTURED_INPUT;
            case ItemContent.WorkflowItem workflow -> WORKFLOW;
            case ItemContent.TaskItem task -> TASK;
            case ItemContent.EndOfTurn end -> END_OF_TURN;
            case ItemContent.HiddenContext context -> HIDDEN_CONTEXT;
            case ItemContent.SdkHiddenContext context -> SDK_HIDDEN_CONTEXT;
            case ItemContent.Unknown unknown -> unknown.type();
        };
    }
}
