package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Whether a thread accepts new turns. */
public sealed interface ThreadStatus {
    /** The status of a thread that accepts turns. */
    ThreadStatus ACTIVE = new Active();

    /** The thread accepts turns. */
    record Active() implements ThreadStatus {}

    /**
     * The thread accepts no turns for now.
     *
     * @param reason an explanation for the user, of any length; null for none
     */
    record Locked(@Nullable String reason) implements ThreadStatus {
        /** Replaces U+0000 and unpaired surrogates in the reason by U+FFFD. */
        public Locked {
            reason = reason == null ? null : JsonText.storableText(reason);
        }
    }

    /**
     * The thread accepts no more turns.
     *
     * @param reason an explanation for the user, of any length; null for none
     */
    record Closed(@Nullable String reason) implements ThreadStatus {
        /** Replaces U+0000 and unpaired surrogates in the reason by U+FFFD. */
        public Closed {
            reason = reason == null ? null : JsonText.storableText(reason);
        }
    }
}
