package ee.chatkit.transfer;

import ee.chatkit.protocol.json.RecordType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** Counts the lines of a file from a header on, and adds up their bytes. */
final class RecordDigest {
    private final MessageDigest digest;
    private final Map<RecordType, Long> counts = new EnumMap<>(RecordType.class);
    private long lines;

    RecordDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
        for (RecordType kind : RecordType.values()) {
            counts.put(kind, 0L);
        }
    }

    /** The bytes of a line, with its line feed. */
    void addLine(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        lines++;
    }

    void countRecord(RecordType kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    long lines() {
        return lines;
    }

    Map<RecordType, Long> counts() {
        return counts;
    }

    /** Of all lines so far, in hexadecimal. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("those of Java can be copied", e);
        }
    }
}
