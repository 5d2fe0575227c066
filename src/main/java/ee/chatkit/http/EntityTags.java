package ee.chatkit.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Strong entity tags: a hash of the representation (RFC 9110, 8.8.3), and what clients say of them. */
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
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether If-None-Match says that the client has it already. */
    static boolean known(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && (isAny(ifNoneMatch)
                        || tags(ifNoneMatch).stream().anyMatch(found -> found.equals(tag) || found.equals("W/" + tag)));
    }

    /** Whether If-Match lets a change of it pass. A weak tag never does. */
    static boolean passes(String ifMatch, String tag) {
        return isAny(ifMatch) || tags(ifMatch).contains(tag);
    }

    private static boolean isAny(String header) {
        return header.strip().equals("*");
    }

    private static List<String> tags(String header) {
        return TAG.matcher(header).results().map(found -> found.group()).toList();
    }
}
