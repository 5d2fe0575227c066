package ee.chatkit.chat;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.protocol.item.ToolCallStatus;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.store.ResourceType;

/** Calls of tools that the client runs. */
final class ClientToolCalls {
    private ClientToolCalls() {}

    /** Whether it waits for its output. */
    static boolean isPending(Item item) {
        return item.content() instanceof ClientToolCall call && call.status() == ToolCallStatus.PENDING;
    }

    /**
     * The call with its output.
     *
     * @throws WrongStateException when it does not wait for one: of two outputs at the same time the second is refused
     */
    static ThreadItem completed(ThreadItem item, RawJson output) {
        if (ItemCodec.toItem(item).content() instanceof ClientToolCall call
                && call.status() == ToolCallStatus.PENDING) {
            return ItemCodec.withContent(item, call.completed(output));
        }
        throw new WrongStateException(ResourceType.ITEM, item.id(), "does not wait for a tool's output");
    }
}
