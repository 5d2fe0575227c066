package ee.chatkit.transfer;

import ee.chatkit.protocol.json.RecordType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** The line count, the record counts and the SHA-256 of the lines since the last header. */
final class RecordDigest {
    private final MessageDigest digest;
    private final Map<RecordType, Long> counts = new EnumMap<>(RecordType.class);
    private long lines;

    RecordDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        }
        for (RecordType type : RecordType.values()) {
            counts.put(type, 0L);
        }
    }

    /** Adds a line, including its line feed. */
    void addLine(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        lines++;
    }

    void countRecord(RecordType type) {
        counts.merge(type, 1L, Long::sum);
    }

    long lines() {
        return lines;
    }

    Map<RecordType, Long> counts() {
        return counts;
    }

    /** The digest of all lines so far, in hexadecimal; further lines can be added. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("digests of the JDK support clone", e);
        }
    }
}
