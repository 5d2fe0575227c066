package ee.chatkit.http.idempotency;

import ee.chatkit.model.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A request that has an idempotency key.
 *
 * @param caller who sent it
 * @param key the key
 * @param fingerprint tells it from other requests
 */
public record KeyedRequest(Caller caller, String key, String fingerprint) {
    /**
     * Returns the fingerprint of a request: the SHA-256 of its operation and its body, in hexadecimal digits.
     *
     * @param operation what tells the operation from others, such as method, path and media type
     * @param body the body without its content encoding, or a part of it
     */
    public static String fingerprint(List<String> operation, byte[] body) {
        MessageDigest digest = sha256();
        operation.forEach(part -> {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        });
        digest.update(body);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns a new SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is a required algorithm of the Java platform", e);
        }
    }
}
