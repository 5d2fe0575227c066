package ee.chatkit.http.resource;

import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.limits.CallerLimiter;
import ee.chatkit.limits.LimitExceededException;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.UserContent;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.ItemTypes;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.protocol.request.UserMessageInput;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits the length of user messages: of the text of their parts together, and of the text that they quote. Characters are
 * Unicode code points.
 */
@Dependent
public class MessageLengths {
    private final CallerLimiter limiter;

    /** Counts by this limiter. */
    @Inject
    public MessageLengths(CallerLimiter limiter) {
        this.limiter = limiter;
    }

    /**
     * Checks a message of a request of the ChatKit protocol.
     *
     * @throws RequestRejectedException if it is too long
     */
    void require(Caller caller, UserMessageInput input) {
        require(caller, input.content(), "params.input.content");
        require(caller, input.quotedText(), "params.input.quoted_text");
    }

    /**
     * Checks an item, if it is a user message.
     *
     * @throws RequestRejectedException if it is too long
     */
    void require(Caller caller, ThreadItem item) {
        if (item.type().equals(ItemTypes.USER_MESSAGE)
                && ItemCodec.toItem(item).content() instanceof ItemContent.UserMessage message) {
            require(caller, message.content(), "content");
            require(caller, message.quotedText(), "quoted_text");
        }
    }

    private void require(Caller caller, List<UserContent> content, String field) {
        long length = 0;
        for (UserContent part : content) {
            length += switch (part) {
                case UserContent.Text(String text) -> length(text);
                case UserContent.Tag tag -> length(tag.text());
                case UserContent.Unknown unknown -> 0;
            };
        }
        require(caller, length, field);
    }

    private void require(Caller caller, @Nullable String text, String field) {
        require(caller, text == null ? 0 : length(text), field);
    }

    private void require(Caller caller, long length, String field) {
        try {
            limiter.requireMessageLength(caller, length);
        } catch (LimitExceededException e) {
            throw new RequestRejectedException(ProblemType.TOO_LARGE, String.valueOf(e.getMessage()), field);
        }
    }

    private static long length(String text) {
        return text.codePointCount(0, text.length());
    }
}
