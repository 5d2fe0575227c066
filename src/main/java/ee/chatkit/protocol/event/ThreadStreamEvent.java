package ee.chatkit.protocol.event;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Item;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a turn streams to the client. Source: the reference's {@code ThreadStreamEvent} union. */
public sealed interface ThreadStreamEvent {
    /** The first event of a new thread. On the wire the thread has no items. */
    record ThreadCreated(ChatThread thread) implements ThreadStreamEvent {
        public ThreadCreated {
            Objects.requireNonNull(thread);
        }
    }

    /** Title, status or the like have changed. On the wire the thread has no items. */
    record ThreadUpdated(ChatThread thread) implements ThreadStreamEvent {
        public ThreadUpdated {
            Objects.requireNonNull(thread);
        }
    }

    /** An item begins; updates and {@link ItemDone} follow. */
    record ItemAdded(Item item) implements ThreadStreamEvent {
        public ItemAdded {
            Objects.requireNonNull(item);
        }
    }

    /** An item that was added has changed. */
    record ItemUpdated(String itemId, ThreadItemUpdate update) implements ThreadStreamEvent {
        public ItemUpdated {
            Preconditions.requireId("item id", itemId);
            Objects.requireNonNull(update);
        }
    }

    /** An item is complete, whether it was added before or not. */
    record ItemDone(Item item) implements ThreadStreamEvent {
        public ItemDone {
            Objects.requireNonNull(item);
        }
    }

    /** An item is gone. */
    record ItemRemoved(String itemId) implements ThreadStreamEvent {
        public ItemRemoved {
            Preconditions.requireId("item id", itemId);
        }
    }

    /** An item that was done is now this. */
    record ItemReplaced(Item item) implements ThreadStreamEvent {
        public ItemReplaced {
            Objects.requireNonNull(item);
        }
    }

    /** What the client may do while the turn runs. */
    record StreamOptions(boolean allowCancel) implements ThreadStreamEvent {}

    /** What is being done right now; the next item takes its place. */
    record ProgressUpdate(@Nullable String icon, String text) implements ThreadStreamEvent {
        public ProgressUpdate {
            icon = Preconditions.requireTextOrNull(icon);
            text = Preconditions.requireText(text);
        }
    }

    /**
     * Makes the application's page do something.
     *
     * @param data a JSON object
     */
    record ClientEffect(String name, RawJson data) implements ThreadStreamEvent {
        public ClientEffect {
            name = Preconditions.requireText(name);
            data.requireObject("data");
        }
    }

    /**
     * The turn failed; on the wire it is called {@code error}.
     *
     * @param code what clients know a text for, or {@link #CUSTOM}
     * @param message for the user
     * @param allowRetry whether the client offers to try again
     */
    record Failure(String code, @Nullable String message, boolean allowRetry) implements ThreadStreamEvent {
        public static final String STREAM_ERROR = "stream.error";
        public static final String CUSTOM = "custom";

        public Failure {
            code = Preconditions.requireText(code);
            message = message == null ? null : Preconditions.replaceInvalid(message);
        }

        /** Something broke that the user need not know more of. */
        public static Failure streamError(boolean allowRetry) {
            return new Failure(STREAM_ERROR, null, allowRetry);
        }

        /** A failure with words for the user. */
        public static Failure custom(String message, boolean allowRetry) {
            return new Failure(CUSTOM, message, allowRetry);
        }
    }

    /** A message beside the conversation; it is not stored. The text may be Markdown. */
    record Notice(Level level, String message, @Nullable String title) implements ThreadStreamEvent {
        public Notice {
            Objects.requireNonNull(level);
            message = Preconditions.requireText(message);
            title = Preconditions.requireTextOrNull(title);
        }
    }

    /** How serious a notice is. */
    enum Level {
        INFO,
        WARNING,
        DANGER
    }
}
