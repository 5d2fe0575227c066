package ee.chatkit.protocol.event;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.Item;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event of a stream; one record for each type of the protocol's {@code ThreadStreamEvent} union. */
public sealed interface ThreadStreamEvent {
    /**
     * The first event of a new thread. It is sent without items.
     *
     * @param thread the thread
     */
    record ThreadCreated(ChatThread thread) implements ThreadStreamEvent {
        public ThreadCreated {
            Objects.requireNonNull(thread);
        }
    }

    /**
     * A field of the thread has changed, such as title or status. It is sent without items.
     *
     * @param thread the thread
     */
    record ThreadUpdated(ChatThread thread) implements ThreadStreamEvent {
        public ThreadUpdated {
            Objects.requireNonNull(thread);
        }
    }

    /**
     * An item begins; updates and {@link ItemDone} follow.
     *
     * @param item the item so far
     */
    record ItemAdded(Item item) implements ThreadStreamEvent {
        public ItemAdded {
            Objects.requireNonNull(item);
        }
    }

    /**
     * An item that was added has changed.
     *
     * @param itemId the id of the item
     * @param update the change
     */
    record ItemUpdated(String itemId, ThreadItemUpdate update) implements ThreadStreamEvent {
        public ItemUpdated {
            Preconditions.requireId("item id", itemId);
            Objects.requireNonNull(update);
        }
    }

    /**
     * An item is complete. It need not have been added before.
     *
     * @param item the complete item
     */
    record ItemDone(Item item) implements ThreadStreamEvent {
        public ItemDone {
            Objects.requireNonNull(item);
        }
    }

    /**
     * An item was removed.
     *
     * @param itemId the id of the item
     */
    record ItemRemoved(String itemId) implements ThreadStreamEvent {
        public ItemRemoved {
            Preconditions.requireId("item id", itemId);
        }
    }

    /**
     * A complete item was replaced.
     *
     * @param item the new item
     */
    record ItemReplaced(Item item) implements ThreadStreamEvent {
        public ItemReplaced {
            Objects.requireNonNull(item);
        }
    }

    /**
     * The options of the client while the turn runs.
     *
     * @param allowCancel whether the client may cancel the turn
     */
    record StreamOptions(boolean allowCancel) implements ThreadStreamEvent {}

    /**
     * The current activity, which a client shows until the next item.
     *
     * @param icon the name of an icon; null for none
     * @param text the text
     */
    record ProgressUpdate(@Nullable String icon, String text) implements ThreadStreamEvent {
        public ProgressUpdate {
            icon = Preconditions.requireTextOrNull(icon);
            text = Preconditions.requireText(text);
        }
    }

    /**
     * An effect in the page that embeds the client, without an item.
     *
     * @param name the name of the effect
     * @param data a JSON object
     */
    record ClientEffect(String name, RawJson data) implements ThreadStreamEvent {
        public ClientEffect {
            name = Preconditions.requireText(name);
            data.requireObject("data");
        }
    }

    /**
     * The turn failed; the type in the protocol is {@code error}.
     *
     * @param code a code for which clients have a text, or {@link #CUSTOM}
     * @param message the message for the user; null for the client's text for the code
     * @param allowRetry whether the client offers to retry
     */
    record Failure(String code, @Nullable String message, boolean allowRetry) implements ThreadStreamEvent {
        /** The code of failures without a message. */
        public static final String STREAM_ERROR = "stream.error";

        /** The code of failures with a message. */
        public static final String CUSTOM = "custom";

        public Failure {
            code = Preconditions.requireText(code);
            message = message == null ? null : Preconditions.replaceInvalid(message);
        }

        /** Returns an unspecified failure. */
        public static Failure streamError(boolean allowRetry) {
            return new Failure(STREAM_ERROR, null, allowRetry);
        }

        /** Returns a failure with a message for the user. */
        public static Failure custom(String message, boolean allowRetry) {
            return new Failure(CUSTOM, message, allowRetry);
        }
    }

    /**
     * A message beside the conversation, which is not stored.
     *
     * @param level the severity
     * @param message Markdown
     * @param title the title; null for none
     */
    record Notice(Level level, String message, @Nullable String title) implements ThreadStreamEvent {
        public Notice {
            Objects.requireNonNull(level);
            message = Preconditions.requireText(message);
            title = Preconditions.requireTextOrNull(title);
        }
    }

    /** The severity of a notice. */
    enum Level {
        INFO,
        WARNING,
        DANGER
    }
}
