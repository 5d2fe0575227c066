package ee.chatkit.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log with its place in the chain.
 *
 * <p><b>The hash</b> is SHA-256, in lower-case hexadecimal digits, of these fields one after the other, each as a netstring:
 * its length in bytes of UTF-8 in decimal digits, a colon, the bytes, a comma. A field that is null is {@code -} and a comma.
 *
 * <ol>
 *   <li>{@code chatkit-audit-1}, the version of this encoding
 *   <li>the hash of the record before, in hexadecimal digits; 64 zeros for record 1
 *   <li>the number, in decimal digits
 *   <li>the time in microseconds since 1970-01-01T00:00:00Z, in decimal digits
 *   <li>actor, origin, action, type of the object, id of the object
 *   <li>the outcome in lower case
 *   <li>for each detail, in the order of the code points of the names: the name, then the value
 * </ol>
 *
 * <p>So a hash depends on all that was recorded before, and whoever changes a record must change the hashes of all that follow.
 *
 * @param number 1 for the first record of a database, without gaps
 * @param at when it was recorded, in microseconds; never before the record before
 * @param previousHash the hash of the record before
 * @param hash the hash of this record
 */
public record AuditRecord(long number, Instant at, AuditEntry entry, String previousHash, String hash) {
    /** The hash before record 1. */
    public static final String NO_HASH = "0".repeat(64);

    private static final String VERSION = "chatkit-audit-1";

    /** The record that follows one with this hash. */
    public static AuditRecord after(String previousHash, long number, Instant at, AuditEntry entry) {
        return new AuditRecord(number, at, entry, previousHash, hash(previousHash, number, at, entry));
    }

    /** Whether the hash is that of what this record says, with the hash before it. */
    public boolean isIntact() {
        return hash.equals(hash(previousHash, number, at, entry));
    }

    private static String hash(String previousHash, long number, Instant at, AuditEntry entry) {
        MessageDigest digest = sha256();
        add(digest, VERSION);
        add(digest, previousHash);
        add(digest, Long.toString(number));
        add(digest, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)));
        add(digest, entry.actor());
        add(digest, entry.origin());
        add(digest, entry.action());
        add(digest, entry.objectType());
        add(digest, entry.objectId());
        add(digest, entry.outcome().name().toLowerCase(Locale.ROOT));
        entry.details().forEach((name, value) -> {
            add(digest, name);
            add(digest, value);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, @Nullable String field) {
        if (field == null) {
            digest.update("-,".getBytes(StandardCharsets.UTF_8));
            return;
        }
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        digest.update((byte) ',');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
