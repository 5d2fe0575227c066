package ee.chatkit.responder.model;

import ee.chatkit.protocol.item.Source;
import ee.chatkit.protocol.item.StructuredInput;
import ee.chatkit.protocol.item.Task;
import ee.chatkit.protocol.item.Workflow;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What clients show as pictures, in a few words each. */
final class PromptTexts {
    /** How much of anything that is not somebody's own words is worth a model's reading. */
    private static final int MAX_CHARACTERS = 500;

    private PromptTexts() {}

    static String of(Workflow workflow) {
        String title = switch (workflow.summary()) {
            case Workflow.Summary.Titled(String words, var icon) -> ": " + words;
            case Workflow.Summary.Duration(long seconds) -> ", " + seconds + " seconds";
            case Workflow.Summary.Unknown unknown -> "";
            case null -> "";
        };
        return Stream.concat(
                        Stream.of("The assistant worked" + title),
                        workflow.tasks().stream().map(PromptTexts::of).map(text -> "- " + text))
                .collect(Collectors.joining("\n"));
    }

    static String of(Task task) {
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
                    case Task.Files files -> joined("Read files", files.title(), files(files.sources()));
                    case Task.Image image -> joined("Worked on an image", image.title());
                    case Task.Unknown unknown -> "Did something";
                },
                MAX_CHARACTERS);
    }

    static String of(List<StructuredInput> questions) {
        return questions.stream().map(PromptTexts::of).collect(Collectors.joining("\n"));
    }

    private static String of(StructuredInput question) {
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

    private static String files(List<Source.File> sources) {
        return sources.stream().map(Source.File::filename).collect(Collectors.joining("; "));
    }

    private static String joined(String what, @Nullable String... parts) {
        String said = Stream.of(parts)
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" - "));
        return said.isEmpty() ? what : what + ": " + said;
    }
}
