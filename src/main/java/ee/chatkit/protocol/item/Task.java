package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step of the assistant's work that is shown to the user. */
public sealed interface Task {
    /** The progress that is shown beside a task. */
    enum Indicator {
        NONE,
        LOADING,
        COMPLETE
    }

    /**
     * A task that the application describes.
     *
     * @param indicator the indicator beside the task
     * @param title the title; null for none
     * @param icon the name of an icon; null for none
     * @param content Markdown; null for none
     */
    record Custom(
            Indicator indicator,
            @Nullable String title,
            @Nullable String icon,
            @Nullable String content) implements Task {
        public Custom {
            Objects.requireNonNull(indicator);
            title = Preconditions.requireTextOrNull(title);
            icon = Preconditions.requireTextOrNull(icon);
            content = Preconditions.requireTextOrNull(content);
        }
    }

    /**
     * A web search.
     *
     * @param indicator the indicator beside the task
     * @param title the title; null for none
     * @param titleQuery the query that the title mentions; null for none
     * @param queries the queries
     * @param sources the results
     */
    record WebSearch(
            Indicator indicator,
            @Nullable String title,
            @Nullable String titleQuery,
            List<String> queries,
            List<Source.Url> sources)
            implements Task {
        public WebSearch {
            Objects.requireNonNull(indicator);
            title = Preconditions.requireTextOrNull(title);
            titleQuery = Preconditions.requireTextOrNull(titleQuery);
            queries = queries.stream().map(Preconditions::requireText).toList();
            sources = List.copyOf(sources);
        }
    }

    /**
     * A step of reasoning.
     *
     * @param indicator the indicator beside the task
     * @param title the title; null for none
     * @param content the text
     */
    record Thought(Indicator indicator, @Nullable String title, String content) implements Task {
        public Thought {
            Objects.requireNonNull(indicator);
            title = Preconditions.requireTextOrNull(title);
            content = Preconditions.requireText(content);
        }
    }

    /**
     * The use of files.
     *
     * @param indicator the indicator beside the task
     * @param title the title; null for none
     * @param sources the files
     */
    record Files(Indicator indicator, @Nullable String title, List<Source.File> sources) implements Task {
        public Files {
            Objects.requireNonNull(indicator);
            title = Preconditions.requireTextOrNull(title);
            sources = List.copyOf(sources);
        }
    }

    /**
     * The generation of an image.
     *
     * @param indicator the indicator beside the task
     * @param title the title; null for none
     */
    record Image(Indicator indicator, @Nullable String title) implements Task {
        public Image {
            Objects.requireNonNull(indicator);
            title = Preconditions.requireTextOrNull(title);
        }
    }

    /**
     * A task of an unknown type.
     *
     * @param json a JSON object
     */
    record Unknown(RawJson json) implements Task {
        public Unknown {
            json.requireObject("task");
        }
    }
}
