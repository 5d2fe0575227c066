package ee.chatkit.responder.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.Source;
import ee.chatkit.protocol.item.StructuredInput;
import ee.chatkit.protocol.item.Task;
import ee.chatkit.protocol.item.ToolCallStatus;
import ee.chatkit.protocol.item.UserContent;
import ee.chatkit.protocol.item.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders items as messages for a model. The messages of one item are sent together or not at all, so a tool call is
 * never sent without its output. Texts that the assistant did not write become user messages between {@link
 * PromptDelimiters}. For one request and one thread.
 */
final class ItemPrompts {
    private static final int MAX_WIDGET_CHARACTERS = 4000;
    private static final int MAX_DATA_CHARACTERS = 2000;
    private static final int MAX_TASK_CHARACTERS = 500;

    /** Characters that not every provider accepts in the name of a tool. */
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_-]");

    private static final Pattern CALL_ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final int MAX_NAME_CHARACTERS = 64;

    private final AttachmentContent attachmentContent;
    private int calls;

    ItemPrompts(AttachmentContent attachmentContent) {
        this.attachmentContent = attachmentContent;
    }

    /** Returns the messages of an item; none if it means nothing to a model. */
    List<ChatMessage> of(Item item) {
        return switch (item.content()) {
            case ItemContent.UserMessage message -> prompt(message);
            case ItemContent.AssistantMessage message -> prompt(message);
            case ItemContent.ClientToolCall call -> prompt(call);
            case ItemContent.Widget widget -> prompt(widget);
            case ItemContent.GeneratedImageItem image -> context("An image was made and shown to the user.");
            case ItemContent.StructuredInputItem(var status, var inputs) ->
                List.of(UserMessage.from(PromptDelimiters.QUESTIONS.enclose(
                        PromptDelimiters.attribute("status", status.name().toLowerCase(Locale.ROOT)),
                        inputs.stream().map(ItemPrompts::text).collect(Collectors.joining("\n")))));
            case ItemContent.WorkflowItem(var workflow) -> context(text(workflow));
            case ItemContent.TaskItem(var task) -> context(text(task));
            case ItemContent.EndOfTurn end -> List.of();
            case ItemContent.HiddenContext(var content) -> context(content.text());
            case ItemContent.SdkHiddenContext(String content) -> context(content);
            // stored by a newer version or another application; hidden items are meant for the model
            case ItemContent.Unknown unknown ->
                unknown.hidden() ? context(unknown.content().text()) : List.of();
        };
    }

    private static List<ChatMessage> context(String text) {
        return text.isBlank() ? List.of() : List.of(UserMessage.from(PromptDelimiters.CONTEXT.enclose(text)));
    }

    private List<ChatMessage> prompt(ItemContent.UserMessage message) {
        var contents = new ArrayList<Content>();
        String text = text(message);
        if (!text.isBlank()) {
            contents.add(TextContent.from(text));
        }
        message.attachments().forEach(attachment -> contents.add(attachmentContent.content(attachment)));
        return contents.isEmpty() ? List.of() : List.of(UserMessage.from(contents));
    }

    private static String text(ItemContent.UserMessage message) {
        var text = new StringBuilder();
        var paragraphs = new ArrayList<String>();
        String quoted = message.quotedText();
        if (quoted != null && !quoted.isBlank()) {
            paragraphs.add(PromptDelimiters.QUOTED_TEXT.enclose(quoted));
        }
        for (UserContent part : message.content()) {
            switch (part) {
                case UserContent.Text typed -> text.append(typed.text());
                case UserContent.Tag tag -> {
                    text.append(tag.text());
                    paragraphs.add(reference(tag));
                }
                case UserContent.Unknown unknown -> {}
            }
        }
        paragraphs.add(PromptDelimiters.escape(text.toString()));
        return paragraphs.stream().filter(paragraph -> !paragraph.isBlank()).collect(Collectors.joining("\n\n"));
    }

    private static String reference(UserContent.Tag tag) {
        String group = tag.group();
        return PromptDelimiters.REFERENCE.enclose(
                PromptDelimiters.attribute("text", tag.text())
                        + PromptDelimiters.attribute("id", tag.id())
                        + (group == null ? "" : PromptDelimiters.attribute("group", group)),
                PromptDelimiters.truncate(tag.data().text(), MAX_DATA_CHARACTERS));
    }

    private static List<ChatMessage> prompt(ItemContent.AssistantMessage message) {
        String text = message.content().stream()
                .map(AssistantContent::text)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n\n"));
        return text.isEmpty() ? List.of() : List.of(AiMessage.from(text));
    }

    /** A pending call was left by a client that disconnected. Providers reject a call without output. */
    private List<ChatMessage> prompt(ItemContent.ClientToolCall call) {
        if (call.status() == ToolCallStatus.PENDING) {
            return List.of();
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
        return List.of(
                AiMessage.from(request),
                ToolExecutionResultMessage.from(request, output == null ? "null" : output.text()));
    }

    private static List<ChatMessage> prompt(ItemContent.Widget widget) {
        String copyText = widget.copyText();
        return context("A widget was shown to the user:\n"
                + PromptDelimiters.truncate(
                        copyText == null || copyText.isBlank() ? widget.widget().text() : copyText,
                        MAX_WIDGET_CHARACTERS));
    }

    private static String text(Workflow workflow) {
        String summary = switch (workflow.summary()) {
            case Workflow.Summary.Titled(String title, var icon) -> ": " + title;
            case Workflow.Summary.Duration(long seconds) -> ", " + seconds + " seconds";
            case Workflow.Summary.Unknown unknown -> "";
            case null -> "";
        };
        return Stream.concat(
                        Stream.of("The assistant worked" + summary),
                        workflow.tasks().stream().map(ItemPrompts::text).map(text -> "- " + text))
                .collect(Collectors.joining("\n"));
    }

    private static String text(Task task) {
        return PromptDelimiters.truncate(
                switch (task) {
                    case Task.Custom custom -> joined("Task", custom.title(), custom.content());
                    case Task.WebSearch search ->
                        joined(
                                "Searched the web",
                                search.title(),
                                search.titleQuery(),
                                String.join("; ", search.queries()),
                                urls(search.sources()));
                    case Task.Thought thought -> joined("Thought", thought.title(), thought.content());
                    case Task.Files files ->
                        joined(
                                "Read files",
                                files.title(),
                                files.sources().stream()
                                        .map(Source.File::filename)
                                        .collect(Collectors.joining("; ")));
                    case Task.Image image -> joined("Worked on an image", image.title());
                    case Task.Unknown unknown -> "Did something";
                },
                MAX_TASK_CHARACTERS);
    }

    private static String text(StructuredInput question) {
        return switch (question) {
            case StructuredInput.MultipleChoice choice ->
                "Question: " + choice.question() + "\nOptions: "
                        + choice.options().stream()
                                .map(StructuredInput.Option::value)
                                .collect(Collectors.joining("; "))
                        + "\n" + answer(choice.answer());
            case StructuredInput.Freeform freeform ->
                joined("Question", freeform.question(), freeform.description()) + "\n" + answer(freeform.answer());
            case StructuredInput.Unknown unknown -> "Question: (it cannot be read)";
        };
    }

    private static String answer(StructuredInput.@Nullable Answer answer) {
        if (answer == null) {
            return "(not answered)";
        }
        return answer.skipped() ? "(the user did not want to answer)" : "Answer: " + String.join("; ", answer.values());
    }

    private static String urls(List<Source.Url> sources) {
        return sources.stream()
                .map(source -> source.info().title() + " " + source.url())
                .collect(Collectors.joining("; "));
    }

    private static String joined(String what, @Nullable String... parts) {
        String text = Stream.of(parts)
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" - "));
        return text.isEmpty() ? what : what + ": " + text;
    }
}
