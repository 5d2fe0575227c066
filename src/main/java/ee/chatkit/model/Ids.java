package ee.chatkit.model;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * Makes ids: a prefix that tells the kind, then 128 bits in hexadecimal, laid out as a version 7 UUID (RFC 9562): 48 bits
 * of milliseconds, 12 bits of a millisecond's fraction, 62 random bits. Ids made later sort later, so indexes grow at one
 * end. Safe for use by many threads.
 */
public final class Ids {
    public static final String OPPORTUNITY = "opp_";
    public static final String THREAD = "thr_";
    public static final String ATTACHMENT = "atc_";

    private static final HexFormat HEX = HexFormat.of();

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** Whether a text can be a key in every store: 1 to 255 characters, none that a store or a log could trip over. */
    public static boolean isValid(String text) {
        return Identifiers.isValid(text);
    }

    /** A new id with this prefix. */
    public String next(String prefix) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        long fraction = micros % 1000 * 4096 / 1000;
        long high = ((micros / 1000) << 16) | 0x7000 | fraction;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return prefix + HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    /** The prefix of the ids of items of this type; source: the reference's id prefixes. */
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
