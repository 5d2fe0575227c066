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

/**
 * Builds the messages of a request to a model: the system prompt, then the newest items that fit into the window,
 * oldest first.
 *
 * <p>The message to be answered is always included, regardless of its length, and is always last: items that were stored
 * after it, such as hidden context of the same turn or items of concurrent turns, precede it.
 *
 * <p>The thread is read backwards, in pages of {@value #PAGE} items, until the window is full. A long thread therefore
 * costs as many statements as the window needs, not as its length would.
 *
 * <p>Consecutive user messages are merged into one, because some models require that user and assistant alternate.
 */
final class History {
    private static final int PAGE = 50;

    /** What an image counts as, regardless of its size: models read each as about a thousand tokens. */
    private static final int IMAGE_CHARACTERS = 4000;

    private final ModelOptions options;
    private final AttachmentReader attachments;

    History(ModelOptions options, AttachmentReader attachments) {
        this.options = options;
        this.attachments = attachments;
    }

    List<ChatMessage> messages(Turn turn) {
        var messages = new ArrayList<ChatMessage>();
        messages.add(SystemMessage.from(SystemPrompt.of(options.instructions(), turn.opportunity())));
        var userContents = new ArrayList<Content>();
        for (List<ChatMessage> item : newestItems(turn)) {
            for (ChatMessage message : item) {
                if (message instanceof UserMessage user) {
                    userContents.addAll(user.contents());
                } else {
                    addUserMessage(userContents, messages);
                    messages.add(message);
                }
            }
        }
        addUserMessage(userContents, messages);
        return messages;
    }

    /** Consecutive texts become one, too. */
    private static void addUserMessage(List<Content> userContents, List<ChatMessage> messages) {
        if (userContents.isEmpty()) {
            return;
        }
        var contents = new ArrayList<Content>();
        for (Content content : userContents) {
            if (content instanceof TextContent text
                    && !contents.isEmpty()
                    && contents.getLast() instanceof TextContent before) {
                contents.set(contents.size() - 1, TextContent.from(before.text() + "\n\n" + text.text()));
            } else {
                contents.add(content);
            }
        }
        messages.add(UserMessage.from(contents));
        userContents.clear();
    }

    private Deque<List<ChatMessage>> newestItems(Turn turn) {
        var window = new Window(options.window(), turn, attachments);
        Item current = turn.message();
        boolean open = current == null || window.add(current);
        PageRequest request = PageRequest.first(PAGE, SortOrder.DESC);
        while (open) {
            Page<Item> page = turn.context().items(request);
            for (Item item : page.data()) {
                boolean added = current != null && item.id().equals(current.id());
                open = open && (added || window.add(item));
            }
            if (!page.hasMore()) {
                break;
            }
            request = request.next(page);
        }
        return window.messages;
    }

    /** The window while it is filled, newest item first. The newest item with messages always fits. */
    private static final class Window {
        private final Deque<List<ChatMessage>> messages = new ArrayDeque<>();
        private final ItemPrompts prompts;
        private int items;
        private long characters;

        Window(ModelOptions.Window limits, Turn turn, AttachmentReader attachments) {
            prompts = new ItemPrompts(new AttachmentContent(attachments, turn.caller(), limits));
            items = limits.items();
            characters = limits.characters();
        }

        /** Adds an item if it fits, and returns whether more may fit. */
        boolean add(Item item) {
            items--;
            List<ChatMessage> prompt = prompts.of(item);
            if (prompt.isEmpty()) {
                return items > 0;
            }
            characters -= prompt.stream().mapToLong(History::characters).sum();
            if (!messages.isEmpty() && characters < 0) {
                return false;
            }
            messages.addFirst(prompt);
            return items > 0 && characters > 0;
        }
    }

    private static long characters(ChatMessage message) {
        return switch (message) {
            case UserMessage user ->
                user.contents().stream()
                        .mapToLong(content -> content instanceof TextContent text
                                ? text.text().length()
                                : IMAGE_CHARACTERS)
                        .sum();
            case AiMessage assistant
            when assistant.hasToolExecutionRequests() ->
                assistant.toolExecutionRequests().stream()
                        .mapToLong(
                                call -> call.name().length() + call.arguments().length())
                        .sum();
            case AiMessage assistant -> assistant.text().length();
            case ToolExecutionResultMessage result -> result.text().length();
            default -> throw new IllegalStateException("No item becomes a message of type " + message.type());
        };
    }
}
