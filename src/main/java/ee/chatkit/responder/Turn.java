package ee.chatkit.responder;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import ee.chatkit.protocol.item.UserContent;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The input of a user, and what is needed to answer it.
 *
 * @param caller the user
 * @param thread the thread as it was at the start of the turn, possibly without a title
 * @param opportunity the opportunity of the thread; null if it has none
 * @param message the user's message, which is stored already; null if the turn has none
 * @param metadata a JSON object that the client sent with the request. It is not verified
 * @param locale the client's preferred language; {@link Locale#ROOT} if unknown
 * @param context reads and changes the thread
 */
public record Turn(
        Caller caller,
        ChatThread thread,
        @Nullable Opportunity opportunity,
        @Nullable Item message,
        RawJson metadata,
        Locale locale,
        ThreadContext context) {
    /** Returns the text of the user's message, including the text of its tags; empty if the turn has no message. */
    public String text() {
        if (message == null || !(message.content() instanceof UserMessage userMessage)) {
            return "";
        }
        var text = new StringBuilder();
        for (UserContent part : userMessage.content()) {
            switch (part) {
                case UserContent.Text typed -> text.append(typed.text());
                case UserContent.Tag tag -> text.append(tag.text());
                case UserContent.Unknown unknown -> {}
            }
        }
        return text.toString();
    }

    /**
     * Returns the model and the tool that the user has chosen for this answer.
     *
     * <p>A turn without a message keeps the model of the last message, which is read from the history with each call.
     * It does not keep the tool: a tool is chosen for one answer, and would otherwise be called again and again.
     *
     * @return the options; {@link InferenceOptions#NONE} if the user has chosen nothing
     * @throws RuntimeException if the store fails
     */
    public InferenceOptions inferenceOptions() {
        Item current = message;
        if (current != null) {
            return options(current).orElse(InferenceOptions.NONE);
        }
        String model = lastOptions().model();
        return model == null ? InferenceOptions.NONE : new InferenceOptions(null, model);
    }

    private InferenceOptions lastOptions() {
        PageRequest request = PageRequest.first(PageRequest.DEFAULT_LIMIT, SortOrder.DESC);
        while (true) {
            Page<Item> page = context.items(request);
            for (Item item : page.data()) {
                Optional<InferenceOptions> found = options(item);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            if (!page.hasMore()) {
                return InferenceOptions.NONE;
            }
            request = request.next(page);
        }
    }

    private static Optional<InferenceOptions> options(Item item) {
        return item.content() instanceof UserMessage userMessage
                ? Optional.of(userMessage.inferenceOptions())
                : Optional.empty();
    }
}
