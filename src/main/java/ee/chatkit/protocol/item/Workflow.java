package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tasks shown as one.
 *
 * @param summary what stands for the tasks when they are folded up
 * @param expanded whether the client shows them unfolded at first
 */
public record Workflow(
        Kind kind, List<Task> tasks, @Nullable Summary summary, boolean expanded) {
    /** What the tasks are. */
    public enum Kind {
        CUSTOM,
        REASONING
    }

    public Workflow {
        Objects.requireNonNull(kind);
        tasks = List.copyOf(tasks);
    }

    /** What stands for the tasks. The wire tells the two kinds apart by their members alone. */
    public sealed interface Summary {
        /** Words. */
        record Titled(String title, @Nullable String icon) implements Summary {
            public Titled {
                title = Preconditions.requireText(title);
                icon = Preconditions.requireTextOrNull(icon);
            }
        }

        /** How long it took. */
        record Duration(long seconds) implements Summary {
            public Duration {
                if (seconds < 0) {
                    throw new IllegalArgumentException("seconds must not be negative");
                }
            }
        }

        /** A stored summary of another kind. */
        record Unknown(RawJson json) implements Summary {
            public Unknown {
                json.requireObject("summary");
            }
        }
    }
}
