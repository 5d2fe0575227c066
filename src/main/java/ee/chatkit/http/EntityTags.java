package ee.chatkit.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Strong entity tags, computed as a hash of the representation, and their comparison (RFC 9110, 8.8.3 and 13.1).
 *
 * <p>{@code Request.evaluatePreconditions} of JAX-RS does not serve: RESTEasy compares {@code If-None-Match} strongly,
 * so that a proxy that compresses, and therefore weakens the tags, would never get 304; it takes the tag {@code "*"}
 * for the wildcard; and on PATCH and DELETE it evaluates {@code If-None-Match} too.
 */
final class EntityTags {
    private static final int BYTES = 16;
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");

    private EntityTags() {}

    /** The tag with its quotes. */
    static String of(String representation) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(representation.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is a required algorithm of the Java platform", e);
        }
    }

    /** Weak comparison: whether the client already has the representation of this tag. */
    static boolean matchesIfNoneMatch(@Nullable String header, String tag) {
        return header != null && (matchesIfMatch(header, tag) || tags(header).contains("W/" + tag));
    }

    /** Strong comparison: a weak tag never matches. */
    static boolean matchesIfMatch(String header, String tag) {
        return header.strip().equals("*") || tags(header).contains(tag);
    }

    private static List<String> tags(String header) {
        return TAG.matcher(header).results().map(found -> found.group()).toList();
    }
}
