package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Checks;
import ee.chatkit.protocol.Json;
import org.jspecify.annotations.Nullable;

/** A part of what a user said. */
public sealed interface UserContent {
    /** Plain text. */
    record Text(String text) implements UserContent {
        public Text {
            text = Checks.text(text);
        }
    }

    /**
     * A reference to something, picked in the composer.
     *
     * @param id the application's own id of the thing
     * @param text how it reads in the message
     * @param data a JSON object for the application
     */
    record Tag(String id, String text, Json data, @Nullable String group, boolean interactive) implements UserContent {
        public Tag {
            id = Checks.text(id);
            text = Checks.text(text);
            data.requireObject("data");
            group = Checks.optional(group);
        }
    }

    /** A stored part of another type. */
    record Unknown(Json json) implements UserContent {
        public Unknown {
            json.requireObject("content");
        }
    }
}
