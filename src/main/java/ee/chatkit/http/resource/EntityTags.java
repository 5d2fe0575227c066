package ee.chatkit.http.resource;

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
 * <p>A reverse proxy that compresses changes the tags that clients see: nginx makes them weak, Apache and Jetty append the
 * coding, as in {@code "x-gzip"}. Both are recognized as the tag that was changed. Strictly, a weak tag does not match
 * {@code If-Match}; but what these tags identify is the representation before it was compressed, which is the same.
 *
 * <p>{@code Request.evaluatePreconditions} of JAX-RS does not serve: RESTEasy compares {@code If-None-Match} strongly,
 * so that a proxy that compresses, and therefore weakens the tags, would never get 304; it takes the tag {@code "*"}
 * for the wildcard; and on PATCH and DELETE it evaluates {@code If-None-Match} too.
 */
final class EntityTags {
    private static final int BYTES = 16;
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");
    private static final Pattern CODING = Pattern.compile("-{1,2}(?:gzip|br|deflate|zstd)\"$");

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

    /** Whether the client already has the representation of this tag. */
    static boolean matchesIfNoneMatch(@Nullable String header, String tag) {
        return header != null && matchesIfMatch(header, tag);
    }

    /** Whether the client has read the representation of this tag. */
    static boolean matchesIfMatch(String header, String tag) {
        return header.strip().equals("*") || tags(header).contains(tag);
    }

    /** The tags in a header, as the server wrote them. */
    private static List<String> tags(String header) {
        return TAG.matcher(header)
                .results()
                .map(found -> CODING.matcher(found.group(1)).replaceFirst("\""))
                .toList();
    }
}
