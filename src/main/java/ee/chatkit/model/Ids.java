package ee.chatkit.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Generates ids. Safe for use by multiple threads.
 *
 * <p>An id is a prefix that tells the type of the record, followed by a version 7 UUID (RFC 9562) as 32 hexadecimal digits:
 * 48 bits of milliseconds, 12 bits of the fraction of a millisecond, and 62 random bits of {@link SecureRandom}. Later ids
 * sort after earlier ones, so the indexes of a database grow at one end; ids of the same instant are in random order. Ids
 * cannot be guessed, but they are no secrets either: access is always checked against the caller.
 */
public final class Ids {
    /** The prefix of opportunities. */
    public static final String OPPORTUNITY = "opp_";

    /** The prefix of threads. */
    public static final String THREAD = "thr_";

    /** The prefix of attachments. */
    public static final String ATTACHMENT = "atc_";

    /** The prefix of turns. */
    public static final String TURN = "trn_";

    /** The prefix of legal holds. */
    public static final String HOLD = "hld_";

    private static final HexFormat HEX = HexFormat.of();

    /** A UUID, with or without hyphens; or a prefix and 8 digits, as ChatKit's reference implementation generates ids. */
    private static final Pattern UNGUESSABLE = Pattern.compile(
            ".*[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}.*|[a-z]{2,5}_[0-9a-f]{8}", Pattern.DOTALL);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Creates a generator.
     *
     * @param clock provides the time part of the ids
     */
    public Ids(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns whether a text can be an id: 1 to {@value Identifiers#MAX_LENGTH} characters, not blank, no control
     * characters, no U+FFFD, no unpaired surrogates.
     *
     * @param text the text
     * @return whether each store accepts it as an id
     */
    public static boolean isValid(String text) {
        return Identifiers.isValid(text);
    }

    /**
     * Returns whether an id has a form in which it has no meaning, so that other users cannot guess it: it contains a UUID, or is
     * a prefix of letters, an underscore and 8 hexadecimal digits.
     *
     * <p>Ids of threads and opportunities are unique among all users. If users could choose any, they could find out whether
     * such an id as {@code order-4711} is in use, and take it before the one whom it is meant for.
     *
     * @param id the id
     * @return whether a user may choose it
     */
    public static boolean isUnguessable(String id) {
        return UNGUESSABLE.matcher(id).matches();
    }

    /**
     * Returns an id as a segment of a URI's path. Everything that a URI may reserve is percent-encoded, a semicolon too,
     * which would start a matrix parameter.
     *
     * @param id the id
     * @return the segment
     */
    public static String pathSegment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Returns a new id.
     *
     * @param prefix the prefix, such as {@link #THREAD}
     * @return the prefix followed by 32 hexadecimal digits
     */
    public String next(String prefix) {
        UUID uuid = nextUuid();
        return prefix
                + HEX.toHexDigits(uuid.getMostSignificantBits())
                + HEX.toHexDigits(uuid.getLeastSignificantBits());
    }

    /**
     * Returns a new version 7 UUID.
     *
     * @return what {@link #next} has behind its prefix
     */
    public UUID nextUuid() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        long fraction = micros % 1000 * 4096 / 1000;
        long high = ((micros / 1000) << 16) | 0x7000 | fraction;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /**
     * Returns the prefix of the ids of items, as the reference implementation of the protocol assigns them.
     *
     * @param itemType the type of the item
     * @return the prefix
     */
    public static String prefixForItemType(String itemType) {
        return switch (itemType) {
            case "client_tool_call" -> "tc_";
            case "workflow" -> "wf_";
            case "task" -> "tsk_";
            case "sdk_hidden_context" -> "shcx_";
            default -> "msg_";
        };
    }
}
