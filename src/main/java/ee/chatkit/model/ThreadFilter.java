package ee.chatkit.model;

import org.jspecify.annotations.Nullable;

/**
 * Which threads a list has: those that fulfil all conditions that are set.
 *
 * @param archived whether they are archived; null for both
 * @param pinned whether they are pinned; null for both
 * @param label a label that they have, as {@link ThreadLabels#storable(String)} returns it; null for any or none
 * @param status their status; null for any
 */
public record ThreadFilter(
        @Nullable Boolean archived,
        @Nullable Boolean pinned,
        @Nullable String label,
        @Nullable Status status) {
    /** All threads. */
    public static final ThreadFilter ALL = new ThreadFilter(null, null, null, null);

    /** The threads that are not archived. */
    public static final ThreadFilter NOT_ARCHIVED = new ThreadFilter(false, null, null, null);

    /** The kinds of {@link ThreadStatus}. */
    public enum Status {
        ACTIVE,
        LOCKED,
        CLOSED;

        static Status of(ThreadStatus status) {
            return switch (status) {
                case ThreadStatus.Active active -> ACTIVE;
                case ThreadStatus.Locked locked -> LOCKED;
                case ThreadStatus.Closed closed -> CLOSED;
            };
        }
    }

    /** @throws IllegalArgumentException if the label cannot be one */
    public ThreadFilter {
        label = label == null ? null : ThreadLabels.storable(label);
    }

    /** Whether the list has this thread. */
    public boolean matches(ChatThread thread) {
        return (archived == null || archived == thread.archived())
                && (pinned == null || pinned == thread.pinned())
                && (label == null || thread.labels().contains(label))
                && (status == null || status == Status.of(thread.status()));
    }
}
