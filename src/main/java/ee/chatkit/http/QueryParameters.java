package ee.chatkit.http;

import ee.chatkit.protocol.json.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Small things that requests say. */
final class QueryParameters {
    static final String GZIP = "gzip";

    private static final Pattern NOT_AT_ALL = Pattern.compile("q=0(\\.0*)?");

    private QueryParameters() {}

    /** False unless told. */
    static boolean flag(String name, @Nullable String value) {
        return word(name, value, "false", "true").equals("true");
    }

    /** One of two words. */
    static String word(String name, @Nullable String value, String otherwise, String other) {
        if (value == null || value.equals(otherwise)) {
            return otherwise;
        }
        if (!value.equals(other)) {
            throw new InvalidInputException(name, "must be " + otherwise + " or " + other);
        }
        return other;
    }

    /** Whether a client names gzip among the encodings that it takes. */
    static boolean acceptsGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String one : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = one.replace(" ", "").split(";", -1);
            if (parts[0].equals(GZIP)) {
                return parts.length < 2 || !NOT_AT_ALL.matcher(parts[1]).matches();
            }
        }
        return false;
    }
}
