package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import org.jspecify.annotations.Nullable;

/** A part of a message of the user. */
public sealed interface UserContent {
    /**
     * Plain text.
     *
     * @param text the text
     */
    record Text(String text) implements UserContent {
        public Text {
            text = Preconditions.requireText(text);
        }
    }

    /**
     * A reference to an entity, which the user picked in the composer.
     *
     * @param id the id that the application assigned to the entity
     * @param text the text that represents the entity in the message
     * @param data a JSON object for the application
     * @param group the group under which the composer lists the entity; null for none
     * @param interactive whether the client reports clicks to the application
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

    /**
     * A part of an unknown type.
     *
     * @param json a JSON object
     */
    record Unknown(RawJson json) implements UserContent {
        public Unknown {
            json.requireObject("content");
        }
    }
}
