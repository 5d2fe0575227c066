package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group of tasks.
 *
 * @param kind the type of the group
 * @param tasks the tasks
 * @param summary what a client shows while the group is collapsed; null for none
 * @param expanded whether a client shows the group expanded at first
 */
public record Workflow(
        Kind kind, List<Task> tasks, @Nullable Summary summary, boolean expanded) {
    /** The type of a group of tasks. */
    public enum Kind {
        /** Tasks of the application. */
        CUSTOM,
        /** Steps of the model's reasoning. */
        REASONING
    }

    public Workflow {
        Objects.requireNonNull(kind);
        tasks = List.copyOf(tasks);
    }

    /** The summary of a collapsed group. The protocol distinguishes its types by their members alone. */
    public sealed interface Summary {
        /**
         * A text.
         *
         * @param title the text
         * @param icon the name of an icon; null for none
         */
        record Titled(String title, @Nullable String icon) implements Summary {
            public Titled {
                title = Preconditions.requireText(title);
                icon = Preconditions.requireTextOrNull(icon);
            }
        }

        /**
         * The elapsed time.
         *
         * @param seconds the time in seconds, 0 or more
         */
        record Duration(long seconds) implements Summary {
            public Duration {
                if (seconds < 0) {
                    throw new IllegalArgumentException("seconds must not be negative");
                }
            }
        }

        /**
         * A summary of an unknown type.
         *
         * @param json a JSON object
         */
        record Unknown(RawJson json) implements Summary {
            public Unknown {
                json.requireObject("summary");
            }
        }
    }
}
