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
 * One input of a user and what is to be known for answering it.
 *
 * @param caller whose turn it is
 * @param thread as it was when the turn began, before it may have got a title
 * @param opportunity what the thread belongs to; null when there is none
 * @param message the user's message, stored already; null when the turn was not begun by one
 * @param metadata a JSON object that the client sent with the request. It is what the client says and no more
 * @param locale the client's language; {@link Locale#ROOT} when it did not tell
 * @param context the thread's items, and changes of it
 */
public record Turn(
        Caller caller,
        ChatThread thread,
        @Nullable Opportunity opportunity,
        @Nullable Item message,
        RawJson metadata,
        Locale locale,
        ThreadContext context) {
    /** The words of the user's message, with the texts of its tags; empty when the turn was not begun by a message. */
    public String text() {
        if (message == null || !(message.content() instanceof UserMessage said)) {
            return "";
        }
        var text = new StringBuilder();
        for (UserContent part : said.content()) {
            switch (part) {
                case UserContent.Text words -> text.append(words.text());
                case UserContent.Tag tag -> text.append(tag.text());
                case UserContent.Unknown unknown -> {}
            }
        }
        return text.toString();
    }

    /**
     * What the user chose for the answer. A turn that was not begun by a message goes on with the model that was chosen
     * with the last one, which is looked up in the history on each call; but not with the tool: that was to be used once,
     * and whoever insisted on it would call it again and again.
     */
    public InferenceOptions inferenceOptions() {
        Item begin = message;
        if (begin != null) {
            return options(begin).orElse(InferenceOptions.NONE);
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
        return item.content() instanceof UserMessage said ? Optional.of(said.inferenceOptions()) : Optional.empty();
    }
}
