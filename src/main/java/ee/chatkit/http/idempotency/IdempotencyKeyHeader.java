package ee.chatkit.http.idempotency;

import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.store.IdempotencyStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the header {@code Idempotency-Key}: a string of Structured Field Values (RFC 8941), as the draft of the IETF requires,
 * or the key without quotes, which most clients send. Both are the same key. Parameters of the string are ignored.
 */
public final class IdempotencyKeyHeader {
    /** The name of the header. */
    public static final String NAME = "Idempotency-Key";

    private IdempotencyKeyHeader() {}

    /**
     * Returns the key of a request.
     *
     * @param values the values of the header's lines; null if there is none
     * @return empty if the request has none
     * @throws RequestRejectedException if it is not one key of 1 to 255 printable ASCII characters
     */
    public static Optional<String> parse(@Nullable List<String> values) {
        if (values == null || values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw invalid("must occur once");
        }
        String value = values.getFirst().strip();
        String key = value.startsWith("\"") ? unquoted(value) : value;
        if (key.isEmpty() || key.length() > IdempotencyStore.MAX_KEY_LENGTH || !isPrintable(key)) {
            throw invalid("must be a key of 1 to " + IdempotencyStore.MAX_KEY_LENGTH + " printable ASCII characters");
        }
        return Optional.of(key);
    }

    private static String unquoted(String value) {
        var key = new StringBuilder();
        for (int n = 1; n < value.length(); n++) {
            char c = value.charAt(n);
            if (c == '"') {
                if (n + 1 < value.length() && value.charAt(n + 1) != ';') {
                    break;
                }
                return key.toString();
            }
            if (c == '\\') {
                n++;
                if (n == value.length() || (value.charAt(n) != '"' && value.charAt(n) != '\\')) {
                    break;
                }
                c = value.charAt(n);
            }
            key.append(c);
        }
        throw invalid("must be a string in double quotes, in which only \\\" and \\\\ are escapes");
    }

    private static boolean isPrintable(String key) {
        return key.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static RequestRejectedException invalid(String problem) {
        return new RequestRejectedException(ProblemType.INVALID_REQUEST, NAME + " " + problem, NAME);
    }
}
