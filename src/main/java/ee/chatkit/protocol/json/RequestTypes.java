package ee.chatkit.protocol.json;

/** How requests are called on the wire. */
final class RequestTypes {
    static final String THREADS_CREATE = "threads.create";
    static final String THREADS_ADD_USER_MESSAGE = "threads.add_user_message";
    static final String THREADS_ADD_CLIENT_TOOL_OUTPUT = "threads.add_client_tool_output";
    static final String THREADS_ADD_STRUCTURED_INPUT = "threads.add_structured_input";
    static final String THREADS_RETRY_AFTER_ITEM = "threads.retry_after_item";
    static final String THREADS_CUSTOM_ACTION = "threads.custom_action";
    static final String THREADS_SYNC_CUSTOM_ACTION = "threads.sync_custom_action";
    static final String THREADS_GET_BY_ID = "threads.get_by_id";
    static final String THREADS_LIST = "threads.list";
    static final String ITEMS_LIST = "items.list";
    static final String ITEMS_FEEDBACK = "items.feedback";
    static final String ATTACHMENTS_CREATE = "attachments.create";
    static final String ATTACHMENTS_DELETE = "attachments.delete";
    static final String THREADS_UPDATE = "threads.update";
    static final String THREADS_DELETE = "threads.delete";
    static final String INPUT_TRANSCRIBE = "input.transcribe";

    private RequestTypes() {}
}
