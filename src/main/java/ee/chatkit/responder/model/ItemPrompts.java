package ee.chatkit.responder.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.ToolCallStatus;
import ee.chatkit.protocol.item.UserContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each kind of item is to a model. For one request and one thread. */
final class ItemPrompts {
    private static final int MAX_WIDGET_CHARACTERS = 4000;
    private static final int MAX_DATA_CHARACTERS = 2000;

    /** What every provider takes as a tool's name, and as the id of a call. */
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_-]");

    private static final Pattern CALL_ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final int MAX_NAME_CHARACTERS = 64;

    private final AttachmentContent attachmentContent;
    private int calls;

    ItemPrompts(AttachmentContent attachmentContent) {
        this.attachmentContent = attachmentContent;
    }

    /** Empty when the item says nothing to a model. */
    Optional<PromptPart> of(Item item) {
        return switch (item.content()) {
            case ItemContent.UserMessage message -> prompt(message);
            case ItemContent.AssistantMessage message -> prompt(message);
            case ItemContent.ClientToolCall call -> prompt(call);
            case ItemContent.Widget widget -> prompt(widget);
            case ItemContent.GeneratedImageItem image -> context("An image was made and shown to the user.");
            case ItemContent.StructuredInputItem(var status, var inputs) ->
                Optional.of(PromptPart.Given.text(PromptDelimiters.QUESTIONS.enclose(
                        PromptDelimiters.attribute("status", status.name().toLowerCase(Locale.ROOT)),
                        PromptTexts.of(inputs))));
            case ItemContent.WorkflowItem(var workflow) -> context(PromptTexts.of(workflow));
            case ItemContent.TaskItem(var task) -> context(PromptTexts.of(task));
            case ItemContent.EndOfTurn end -> Optional.empty();
            case ItemContent.HiddenContext(var content) -> context(content.text());
            case ItemContent.SdkHiddenContext(String content) -> context(content);
            // of a newer version or another application; what is hidden is meant for the model
            case ItemContent.Unknown unknown ->
                unknown.hidden() ? context(unknown.content().text()) : Optional.empty();
        };
    }

    private static Optional<PromptPart> context(String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(PromptPart.Given.text(PromptDelimiters.CONTEXT.enclose(text)));
    }

    private Optional<PromptPart> prompt(ItemContent.UserMessage message) {
        var contents = new ArrayList<Content>();
        String text = text(message);
        if (!text.isBlank()) {
            contents.add(TextContent.from(text));
        }
        message.attachments().forEach(attachment -> contents.add(attachmentContent.content(attachment)));
        return contents.isEmpty() ? Optional.empty() : Optional.of(new PromptPart.Given(contents));
    }

    private static String text(ItemContent.UserMessage message) {
        var words = new StringBuilder();
        List<String> around = new ArrayList<>();
        String quoted = message.quotedText();
        if (quoted != null && !quoted.isBlank()) {
            around.add(PromptDelimiters.QUOTED_TEXT.enclose(quoted));
        }
        for (UserContent part : message.content()) {
            switch (part) {
                case UserContent.Text(String text) -> words.append(text);
                case UserContent.Tag tag -> {
                    words.append(tag.text());
                    around.add(reference(tag));
                }
                case UserContent.Unknown unknown -> {}
            }
        }
        around.add(PromptDelimiters.escape(words.toString()));
        return around.stream().filter(text -> !text.isBlank()).collect(Collectors.joining("\n\n"));
    }

    private static String reference(UserContent.Tag tag) {
        String group = tag.group();
        return PromptDelimiters.REFERENCE.enclose(
                PromptDelimiters.attribute("text", tag.text())
                        + PromptDelimiters.attribute("id", tag.id())
                        + (group == null ? "" : PromptDelimiters.attribute("group", group)),
                PromptDelimiters.truncate(tag.data().text(), MAX_DATA_CHARACTERS));
    }

    private static Optional<PromptPart> prompt(ItemContent.AssistantMessage message) {
        String text = message.content().stream()
                .map(AssistantContent::text)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n\n"));
        return text.isEmpty() ? Optional.empty() : Optional.of(new PromptPart.Said(text));
    }

    /** A call without an output was left by a client that went away; providers refuse such. */
    private Optional<PromptPart> prompt(ItemContent.ClientToolCall call) {
        if (call.status() == ToolCallStatus.PENDING) {
            return Optional.empty();
        }
        calls++;
        String name = PromptDelimiters.truncate(
                        NOT_IN_NAMES.matcher(call.name()).replaceAll("_"), MAX_NAME_CHARACTERS)
                .replace("…", "");
        var request = ToolExecutionRequest.builder()
                .id(CALL_ID.matcher(call.callId()).matches() ? call.callId() : "call_" + calls)
                .name(name.isEmpty() ? "tool" : name)
                .arguments(call.arguments().text())
                .build();
        var output = call.output();
        return Optional.of(new PromptPart.ToolUse(request, output == null ? "null" : output.text()));
    }

    private static Optional<PromptPart> prompt(ItemContent.Widget widget) {
        return context("A widget was shown to the user:\n" + widgetText(widget.copyText(), widget));
    }

    private static String widgetText(@Nullable String copyText, ItemContent.Widget widget) {
        return PromptDelimiters.truncate(
                copyText == null || copyText.isBlank() ? widget.widget().text() : copyText, MAX_WIDGET_CHARACTERS);
    }
}
