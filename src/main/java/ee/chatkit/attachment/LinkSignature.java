package ee.chatkit.attachment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What makes a link good: HMAC-SHA256, by a key of the attachment's own, over what the link lets one do, with which
 * attachment and until when.
 */
final class LinkSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private LinkSignature() {}

    /** What a link lets one do. */
    enum Purpose {
        UPLOAD("PUT upload"),
        PREVIEW("GET preview");

        private final String words;

        Purpose(String words) {
            this.words = words;
        }
    }

    static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return ENCODER.encodeToString(key);
    }

    /**
     * The signature of a link.
     *
     * @param expires seconds since 1970, or a word that stands for never
     */
    static String of(String key, Purpose purpose, String attachmentId, String expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            // an id has no line breaks
            String signed = purpose.words + '\n' + attachmentId + '\n' + expires;
            return ENCODER.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether a signature is the right one; takes as long when it is not. */
    static boolean matches(String given, String key, Purpose purpose, String attachmentId, String expires) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8),
                of(key, purpose, attachmentId, expires).getBytes(StandardCharsets.UTF_8));
    }
}
