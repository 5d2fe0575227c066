package ee.chatkit.responder.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.responder.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model gets to read of a thread: the instructions, then the newest items that fit into the window, oldest first.
 *
 * <p>The message that is to be answered stands last. What is stored behind it, hidden context of this turn or what was said
 * in turns that run at the same time, stands before it.
 */
final class History {
    private static final int PAGE = 50;

    private final ModelOptions options;
    private final AttachmentReader attachments;

    History(ModelOptions options, AttachmentReader attachments) {
        this.options = options;
        this.attachments = attachments;
    }

    List<ChatMessage> messages(Turn turn) {
        var messages = new ArrayList<ChatMessage>();
        messages.add(SystemMessage.from(SystemPrompt.of(options.instructions(), turn.opportunity())));
        var given = new ArrayList<Content>();
        for (PromptPart promptPart : pieces(turn)) {
            switch (promptPart) {
                case PromptPart.Given(List<Content> contents) -> given.addAll(contents);
                case PromptPart.Said(String text) -> {
                    flush(given, messages);
                    messages.add(AiMessage.from(text));
                }
                case PromptPart.ToolUse(var call, String output) -> {
                    flush(given, messages);
                    messages.add(AiMessage.from(call));
                    messages.add(ToolExecutionResultMessage.from(call, output));
                }
            }
        }
        flush(given, messages);
        return messages;
    }

    /** Texts that follow each other become one message: some models want the two sides to take turns. */
    private static void flush(List<Content> given, List<ChatMessage> messages) {
        if (given.isEmpty()) {
            return;
        }
        var contents = new ArrayList<Content>();
        for (Content content : given) {
            if (content instanceof TextContent text
                    && !contents.isEmpty()
                    && contents.getLast() instanceof TextContent before) {
                contents.set(contents.size() - 1, TextContent.from(before.text() + "\n\n" + text.text()));
            } else {
                contents.add(content);
            }
        }
        messages.add(UserMessage.from(contents));
        given.clear();
    }

    /** Read backwards, and no further than the window reaches. */
    private Deque<PromptPart> pieces(Turn turn) {
        var window = new Filling(options.window(), turn, attachments);
        Item current = turn.message();
        boolean open = current == null || window.add(current);
        PageRequest request = PageRequest.first(PAGE, SortOrder.DESC);
        while (open) {
            Page<Item> page = turn.context().items(request);
            for (Item item : page.data()) {
                open = open && (isSame(item, current) || window.add(item));
            }
            if (!page.hasMore()) {
                break;
            }
            request = request.next(page);
        }
        return window.pieces;
    }

    private static boolean isSame(Item item, @Nullable Item current) {
        return current != null && item.id().equals(current.id());
    }

    /** The window while it is filled, newest first. The newest piece fits always. */
    private static final class Filling {
        private final Deque<PromptPart> pieces = new ArrayDeque<>();
        private final ItemPrompts kinds;
        private int items;
        private long characters;

        Filling(ModelOptions.Window window, Turn turn, AttachmentReader attachments) {
            kinds = new ItemPrompts(new AttachmentContent(attachments, turn.caller(), window));
            items = window.items();
            characters = window.characters();
        }

        /** Answers whether there may be room for more. */
        boolean add(Item item) {
            items--;
            PromptPart promptPart = kinds.of(item).orElse(null);
            if (promptPart == null) {
                return items > 0;
            }
            characters -= promptPart.characters();
            if (!pieces.isEmpty() && characters < 0) {
                return false;
            }
            pieces.addFirst(promptPart);
            return items > 0 && characters > 0;
        }
    }
}
