package ee.chatkit.protocol.request;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.UserContent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that the user sends.
 *
 * @param content the parts of the message
 * @param attachments the ids of attachments
 * @param quotedText the text that the message refers to; null for none
 * @param inferenceOptions options that the user selected for the response
 */
public record UserMessageInput(
        List<UserContent> content,
        List<String> attachments,
        @Nullable String quotedText,
        InferenceOptions inferenceOptions) {
    public UserMessageInput {
        content = List.copyOf(content);
        attachments = List.copyOf(attachments);
        attachments.forEach(id -> Preconditions.requireId("attachment id", id));
        quotedText = Preconditions.requireTextOrNull(quotedText);
        Objects.requireNonNull(inferenceOptions);
    }
}
