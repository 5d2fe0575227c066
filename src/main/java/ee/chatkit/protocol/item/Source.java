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
    record About(
            String title,
            @Nullable String description,
            @Nullable String timestamp,
            @Nullable String group) {
        public About {
            title = Preconditions.text(title);
            description = Preconditions.optional(description);
            timestamp = Preconditions.optional(timestamp);
            group = Preconditions.optional(group);
        }

        public static About titled(String title) {
            return new About(title, null, null, null);
        }
    }

    /** A page on the web. */
    record Url(About about, String url, @Nullable String attribution) implements Source {
        public Url {
            Objects.requireNonNull(about);
            url = Preconditions.text(url);
            attribution = Preconditions.optional(attribution);
        }
    }

    /** A file. */
    record File(About about, String filename) implements Source {
        public File {
            Objects.requireNonNull(about);
            filename = Preconditions.text(filename);
        }
    }

    /**
     * Something of the application's own.
     *
     * @param data a JSON object for the application
     */
    record Entity(About about, String id, Look look, RawJson data) implements Source {
        public Entity {
            Objects.requireNonNull(about);
            id = Preconditions.text(id);
            Objects.requireNonNull(look);
            data.requireObject("data");
        }
    }

    /**
     * How an entity appears in text.
     *
     * @param interactive whether the client tells the application of clicks
     */
    record Look(
            @Nullable String icon,
            @Nullable String label,
            @Nullable String inlineLabel,
            boolean interactive) {
        public static final Look PLAIN = new Look(null, null, null, false);

        public Look {
            icon = Preconditions.optional(icon);
            label = Preconditions.optional(label);
            inlineLabel = Preconditions.optional(inlineLabel);
        }
    }

    /** A stored source of another type. */
    record Unknown(RawJson json) implements Source {
        public Unknown {
            json.requireObject("source");
        }
    }
}
