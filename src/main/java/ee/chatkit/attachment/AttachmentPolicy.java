package ee.chatkit.attachment;

import ee.chatkit.attachment.FileRejectedException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which files are accepted, and for how long they are kept.
 *
 * @param maxBytes the size limit of a file, at least 1
 * @param types the accepted media types, not empty; each is {@code type/subtype}, {@code type/*} or {@code *}{@code /*}
 * @param uploadLinkLifetime how long an upload link is valid
 * @param unsentRetention how long an attachment is kept that was not sent in a thread; zero keeps it without limit
 */
public record AttachmentPolicy(
        long maxBytes, List<String> types, Duration uploadLinkLifetime, Duration unsentRetention) {
    private static final String TOKEN = "[a-z0-9!#$&^_.+-]{1,127}";
    private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
    private static final Pattern RANGE = Pattern.compile("\\*/\\*|" + TOKEN + "/(\\*|" + TOKEN + ")");

    /** Images that browsers show without executing anything in them, unlike SVG. */
    private static final Set<String> RASTER_IMAGES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp");

    /** The sweeper deletes later than senders reject, so that no attachment is deleted while it is being sent. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    public AttachmentPolicy {
        types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
        for (String type : types) {
            if (!RANGE.matcher(type).matches()) {
                throw new IllegalArgumentException("not a media type: " + type);
            }
        }
        if (maxBytes < 1 || types.isEmpty() || uploadLinkLifetime.isNegative() || unsentRetention.isNegative()) {
            throw new IllegalArgumentException("the policy accepts no files");
        }
    }

    /** Returns whether a browser may display content of this type. */
    public static boolean isRasterImage(String mimeType) {
        return RASTER_IMAGES.contains(mimeType);
    }

    /**
     * Returns a media type in lower case and without parameters. A browser that does not know the type of a file sends an
     * empty one; it is guessed from the name then.
     *
     * @param given the media type, possibly with parameters; may be blank
     * @param fileName the name of the file
     * @param field the field that contains it, for error messages
     * @throws FileRejectedException if it is malformed or not accepted
     */
    String requireMediaType(String given, String fileName, String field) {
        return requireMediaType(given.isBlank() ? MediaTypes.guess(fileName) : given, field);
    }

    /**
     * Returns a media type in lower case and without parameters.
     *
     * @param field the field that contains it, for error messages
     * @throws FileRejectedException if it is malformed or not accepted
     */
    String requireMediaType(String given, String field) {
        int end = given.indexOf(';');
        String type = (end < 0 ? given : given.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (!TYPE.matcher(type).matches()) {
            throw new FileRejectedException(Reason.TYPE, field, "the type of a file must be a media type");
        }
        if (types.stream().noneMatch(range -> matches(range, type))) {
            throw new FileRejectedException(
                    Reason.TYPE,
                    field,
                    "files of type " + type + " are not accepted (accepted: " + String.join(", ", types) + ")");
        }
        return type;
    }

    /**
     * Rejects a file that is too large.
     *
     * @param field the field that contains the size or the bytes, for error messages
     * @throws FileRejectedException if it is
     */
    void requireSize(long bytes, String field) {
        if (bytes > maxBytes) {
            throw new FileRejectedException(Reason.SIZE, field, "a file may have " + maxBytes + " bytes at most");
        }
    }

    boolean sweepsUnsent() {
        return !unsentRetention.isZero();
    }

    /** The age from which an unsent attachment is deleted. */
    Duration sweepAge() {
        return unsentRetention.plus(GRACE);
    }

    private static boolean matches(String range, String type) {
        return range.equals("*/*")
                || range.equals(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }
}
