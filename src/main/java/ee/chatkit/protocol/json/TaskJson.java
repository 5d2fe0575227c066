package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Source;
import ee.chatkit.protocol.item.Task;
import ee.chatkit.protocol.item.Task.Indicator;
import ee.chatkit.protocol.item.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks and workflows. */
final class TaskJson {
    private TaskJson() {}

    static Task read(JsonObjectReader in) {
        return switch (in.nonBlankText("type")) {
            case "custom" -> new Task.Custom(indicator(in), in.text("title"), in.text("icon"), in.text("content"));
            case "web_search" ->
                new Task.WebSearch(
                        indicator(in),
                        in.text("title"),
                        in.text("title_query"),
                        in.textsOrEmpty("queries"),
                        in.listOrEmpty("sources", SourceJson::readUrl));
            case "thought" -> new Task.Thought(indicator(in), in.text("title"), in.requiredText("content"));
            case "file" ->
                new Task.Files(indicator(in), in.text("title"), in.listOrEmpty("sources", SourceJson::readFile));
            case "image" -> new Task.Image(indicator(in), in.text("title"));
            default -> in.unknown(Task.Unknown::new, "custom, web_search, thought, file or image");
        };
    }

    static String write(Task task) {
        return switch (task) {
            case Task.Custom(Indicator indicator, String title, String icon, String content) ->
                begin(indicator, "custom", title)
                        .text("icon", icon)
                        .text("content", content)
                        .end();
            case Task.WebSearch(
                    Indicator indicator,
                    String title,
                    String titleQuery,
                    List<String> queries,
                    List<Source.Url> sources) ->
                begin(indicator, "web_search", title)
                        .text("title_query", titleQuery)
                        .texts("queries", queries)
                        .list("sources", sources, SourceJson::write)
                        .end();
            case Task.Thought(Indicator indicator, String title, String content) ->
                begin(indicator, "thought", title).text("content", content).end();
            case Task.Files(Indicator indicator, String title, List<Source.File> sources) ->
                begin(indicator, "file", title)
                        .list("sources", sources, SourceJson::write)
                        .end();
            case Task.Image(Indicator indicator, String title) ->
                begin(indicator, "image", title).end();
            case Task.Unknown(RawJson rawJson) -> rawJson.text();
        };
    }

    static Workflow readWorkflow(JsonObjectReader in) {
        JsonObjectReader summary = in.reader("summary");
        return new Workflow(
                in.requiredEnum("type", Workflow.Kind.class),
                in.requiredList("tasks", TaskJson::read),
                summary == null ? null : readSummary(summary),
                in.flag("expanded"));
    }

    static String write(Workflow workflow) {
        return new JsonObjectWriter()
                .enumName("type", workflow.kind())
                .list("tasks", workflow.tasks(), TaskJson::write)
                .optional("summary", workflow.summary(), TaskJson::write)
                .flag("expanded", workflow.expanded())
                .end();
    }

    private static Workflow.Summary readSummary(JsonObjectReader in) {
        if (in.has("title")) {
            return new Workflow.Summary.Titled(in.requiredText("title"), in.text("icon"));
        }
        if (in.has("duration")) {
            return new Workflow.Summary.Duration(in.wholeNumber("duration", Long.MAX_VALUE));
        }
        return in.unknown("title", Workflow.Summary.Unknown::new, "or duration is required");
    }

    private static String write(Workflow.Summary summary) {
        return switch (summary) {
            case Workflow.Summary.Titled(String title, String icon) ->
                new JsonObjectWriter().text("title", title).text("icon", icon).end();
            case Workflow.Summary.Duration(long seconds) ->
                new JsonObjectWriter().number("duration", seconds).end();
            case Workflow.Summary.Unknown(RawJson rawJson) -> rawJson.text();
        };
    }

    private static Indicator indicator(JsonObjectReader in) {
        return in.enumOrDefault("status_indicator", Indicator.NONE);
    }

    private static JsonObjectWriter begin(Indicator indicator, String type, @Nullable String title) {
        return new JsonObjectWriter()
                .enumName("status_indicator", indicator)
                .text("type", type)
                .text("title", title);
    }
}
