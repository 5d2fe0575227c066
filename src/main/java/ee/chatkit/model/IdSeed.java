package ee.chatkit.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The source of the ids of one request: the same prefix always gives the same id. So a request that is processed again finds
 * what it has stored before.
 *
 * <p>The ids have the form of those of {@link Ids}: the time part of the seed, and 62 bits of a digest of seed and prefix.
 * They do not reveal the seed.
 *
 * @param value a version 7 UUID, as {@link Ids#nextUuid} generates it
 */
public record IdSeed(UUID value) {
    private static final HexFormat HEX = HexFormat.of();

    /**
     * Returns the id with a prefix.
     *
     * @param prefix the prefix, such as {@link Ids#THREAD}
     * @return the prefix followed by 32 hexadecimal digits
     */
    public String id(String prefix) {
        byte[] seed = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
        MessageDigest digest = sha256();
        digest.update(seed);
        digest.update(prefix.getBytes(StandardCharsets.UTF_8));
        long low = (ByteBuffer.wrap(digest.digest()).getLong() >>> 2) | 0x8000_0000_0000_0000L;
        return prefix + HEX.toHexDigits(value.getMostSignificantBits()) + HEX.toHexDigits(low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is a required algorithm of the Java platform", e);
        }
    }
}
