package ee.chatkit.attachment;

import ee.chatkit.attachment.FileRejectedException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be attached, and for how long.
 *
 * @param maxBytes the size of the largest file
 * @param types media types that are taken; each is {@code type/subtype}, {@code type/*} or {@code *}{@code /*}
 * @param uploadLinkLifetime how long a link takes bytes
 * @param unsentRetention how long an attachment is kept that was not sent in a thread; zero means for ever
 */
public record AttachmentPolicy(
        long maxBytes, List<String> types, Duration uploadLinkLifetime, Duration unsentRetention) {
    private static final String TOKEN = "[a-z0-9!#$&^_.+-]{1,127}";
    private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
    private static final Pattern RANGE = Pattern.compile("\\*/\\*|" + TOKEN + "/(\\*|" + TOKEN + ")");

    /** What browsers show without running anything in it. SVG is not among them, nor is HTML. */
    private static final Set<String> RASTER_IMAGES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp");

    /** Those who sweep look this much later than those who send, so that nothing is swept while it is being sent. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    public AttachmentPolicy {
        types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
        for (String type : types) {
            if (!RANGE.matcher(type).matches()) {
                throw new IllegalArgumentException("no media type: " + type);
            }
        }
        if (maxBytes < 1 || types.isEmpty() || uploadLinkLifetime.isNegative() || unsentRetention.isNegative()) {
            throw new IllegalArgumentException("these rules let nothing in");
        }
    }

    /** Whether a browser may show what is of this type, instead of saving it. */
    public static boolean isRasterImage(String mimeType) {
        return RASTER_IMAGES.contains(mimeType);
    }

    /**
     * A media type as it is kept: in small letters, without parameters.
     *
     * @param field where it was given
     * @throws FileRejectedException when it is not taken
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
                    "files of the type " + type + " are not taken; taken are " + String.join(", ", types));
        }
        return type;
    }

    /**
     * Refuses what is too large.
     *
     * @param field where the size was given, or the bytes
     * @throws FileRejectedException when it is
     */
    void requireSize(long bytes, String field) {
        if (bytes > maxBytes) {
            throw new FileRejectedException(Reason.SIZE, field, "a file may have " + maxBytes + " bytes at most");
        }
    }

    boolean sweepsUnsent() {
        return !unsentRetention.isZero();
    }

    /** When what is swept now must be older than what could still be sent. */
    Duration sweepAge() {
        return unsentRetention.plus(GRACE);
    }

    private static boolean matches(String range, String type) {
        return range.equals("*/*")
                || range.equals(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }
}
