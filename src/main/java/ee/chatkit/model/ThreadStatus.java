package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Whether a thread takes new turns. */
public sealed interface ThreadStatus {
    ThreadStatus ACTIVE = new Active();

    /** It takes new turns. */
    record Active() implements ThreadStatus {}

    /** It takes none for now. */
    record Locked(@Nullable String reason) implements ThreadStatus {
        public Locked {
            reason = reason == null ? null : JsonText.storableText(reason);
        }
    }

    /** It takes none any more. */
    record Closed(@Nullable String reason) implements ThreadStatus {
        public Closed {
            reason = reason == null ? null : JsonText.storableText(reason);
        }
    }
}
