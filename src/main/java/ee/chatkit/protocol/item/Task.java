package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step of the assistant's work, shown to the user. */
public sealed interface Task {
    /** What stands beside the task. */
    enum Indicator {
        NONE,
        LOADING,
        COMPLETE
    }

    /** Anything; the content is Markdown. */
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

    /** A search on the web. */
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

    /** Thinking aloud. */
    record Thought(Indicator indicator, @Nullable String title, String content) implements Task {
        public Thought {
            Objects.requireNonNull(indicator);
            title = Preconditions.requireTextOrNull(title);
            content = Preconditions.requireText(content);
        }
    }

    /** Work on files. */
    record Files(Indicator indicator, @Nullable String title, List<Source.File> sources) implements Task {
        public Files {
            Objects.requireNonNull(indicator);
            title = Preconditions.requireTextOrNull(title);
            sources = List.copyOf(sources);
        }
    }

    /** Work on an image. */
    record Image(Indicator indicator, @Nullable String title) implements Task {
        public Image {
            Objects.requireNonNull(indicator);
            title = Preconditions.requireTextOrNull(title);
        }
    }

    /** A stored task of another type. */
    record Unknown(RawJson json) implements Task {
        public Unknown {
            json.requireObject("task");
        }
    }
}
