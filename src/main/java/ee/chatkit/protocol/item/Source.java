package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source that an annotation or a task refers to. */
public sealed interface Source {
    /**
     * The members that all sources have.
     *
     * @param title the title
     * @param description a description; null for none
     * @param timestamp a text, whose format the protocol does not define; null for none
     * @param group the group under which the source is listed; null for none
     */
    record SourceInfo(
            String title,
            @Nullable String description,
            @Nullable String timestamp,
            @Nullable String group) {
        public SourceInfo {
            title = Preconditions.requireText(title);
            description = Preconditions.requireTextOrNull(description);
            timestamp = Preconditions.requireTextOrNull(timestamp);
            group = Preconditions.requireTextOrNull(group);
        }

        /** Returns members with a title only. */
        public static SourceInfo titled(String title) {
            return new SourceInfo(title, null, null, null);
        }
    }

    /**
     * A web page.
     *
     * @param info the common members
     * @param url the URL
     * @param attribution the attribution; null for none
     */
    record Url(SourceInfo info, String url, @Nullable String attribution) implements Source {
        public Url {
            Objects.requireNonNull(info);
            url = Preconditions.requireText(url);
            attribution = Preconditions.requireTextOrNull(attribution);
        }
    }

    /**
     * A file.
     *
     * @param info the common members
     * @param filename the name of the file
     */
    record File(SourceInfo info, String filename) implements Source {
        public File {
            Objects.requireNonNull(info);
            filename = Preconditions.requireText(filename);
        }
    }

    /**
     * An entity of the application.
     *
     * @param info the common members
     * @param id the id that the application assigned to the entity
     * @param display how the entity appears in text
     * @param data a JSON object for the application
     */
    record Entity(SourceInfo info, String id, EntityDisplay display, RawJson data) implements Source {
        public Entity {
            Objects.requireNonNull(info);
            id = Preconditions.requireText(id);
            Objects.requireNonNull(display);
            data.requireObject("data");
        }
    }

    /**
     * How an entity appears in text.
     *
     * @param icon the name of an icon; null for none
     * @param label the label in lists; null for none
     * @param inlineLabel the label within text; null for none
     * @param interactive whether the client reports clicks to the application
     */
    record EntityDisplay(
            @Nullable String icon,
            @Nullable String label,
            @Nullable String inlineLabel,
            boolean interactive) {
        /** The default appearance. */
        public static final EntityDisplay PLAIN = new EntityDisplay(null, null, null, false);

        public EntityDisplay {
            icon = Preconditions.requireTextOrNull(icon);
            label = Preconditions.requireTextOrNull(label);
            inlineLabel = Preconditions.requireTextOrNull(inlineLabel);
        }
    }

    /**
     * A source of an unknown type.
     *
     * @param json a JSON object
     */
    record Unknown(RawJson json) implements Source {
        public Unknown {
            json.requireObject("source");
        }
    }
}
