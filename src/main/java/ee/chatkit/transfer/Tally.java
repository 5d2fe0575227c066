package ee.chatkit.transfer;

import ee.chatkit.protocol.json.RecordKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** Counts the lines of a file from a header on, and adds up their bytes. */
final class Tally {
    private final MessageDigest digest;
    private final Map<RecordKind, Long> counts = new EnumMap<>(RecordKind.class);
    private long lines;

    Tally() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
        for (RecordKind kind : RecordKind.values()) {
            counts.put(kind, 0L);
        }
    }

    /** The bytes of a line, with its line feed. */
    void line(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        lines++;
    }

    void count(RecordKind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    long lines() {
        return lines;
    }

    Map<RecordKind, Long> counts() {
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
