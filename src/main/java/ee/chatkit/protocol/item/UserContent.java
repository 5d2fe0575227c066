package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import org.jspecify.annotations.Nullable;

/** A part of what a user said. */
public sealed interface UserContent {
    /** Plain text. */
    record Text(String text) implements UserContent {
        public Text {
            text = Preconditions.requireText(text);
        }
    }

    /**
     * A reference to something, picked in the composer.
     *
     * @param id the application's own id of the thing
     * @param text how it reads in the message
     * @param data a JSON object for the application
     */
    record Tag(
            String id, String text, RawJson data, @Nullable String group, boolean interactive) implements UserContent {
        public Tag {
            id = Preconditions.requireText(id);
            text = Preconditions.requireText(text);
            data.requireObject("data");
            group = Preconditions.requireTextOrNull(group);
        }
    }

    /** A stored part of another type. */
    record Unknown(RawJson json) implements UserContent {
        public Unknown {
            json.requireObject("content");
        }
    }
}
