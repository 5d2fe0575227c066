package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an annotation or a task refers to. */
public sealed interface Source {
    /**
     * How a source is shown, whatever it is.
     *
     * @param timestamp text; the wire does not say how it is written
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

        public static SourceInfo titled(String title) {
            return new SourceInfo(title, null, null, null);
        }
    }

    /** A page on the web. */
    record Url(SourceInfo info, String url, @Nullable String attribution) implements Source {
        public Url {
            Objects.requireNonNull(info);
            url = Preconditions.requireText(url);
            attribution = Preconditions.requireTextOrNull(attribution);
        }
    }

    /** A file. */
    record File(SourceInfo info, String filename) implements Source {
        public File {
            Objects.requireNonNull(info);
            filename = Preconditions.requireText(filename);
        }
    }

    /**
     * Something of the application's own.
     *
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
     * @param interactive whether the client tells the application of clicks
     */
    record EntityDisplay(
            @Nullable String icon,
            @Nullable String label,
            @Nullable String inlineLabel,
            boolean interactive) {
        public static final EntityDisplay PLAIN = new EntityDisplay(null, null, null, false);

        public EntityDisplay {
            icon = Preconditions.requireTextOrNull(icon);
            label = Preconditions.requireTextOrNull(label);
            inlineLabel = Preconditions.requireTextOrNull(inlineLabel);
        }
    }

    /** A stored source of another type. */
    record Unknown(RawJson json) implements Source {
        public Unknown {
            json.requireObject("source");
        }
    }
}
