package ee.chatkit.protocol.json;

import jakarta.json.JsonNumber;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Members that are numbers. A number with a point is no whole number, even if nothing but zeros follows. */
final class JsonNumbers {
    private JsonNumbers() {}

    /** A place in a list. */
    static int index(JsonObjectReader jsonObjectReader, String name) {
        return (int) whole(jsonObjectReader, name, Integer.MAX_VALUE);
    }

    static @Nullable Integer optionalIndex(JsonObjectReader jsonObjectReader, String name) {
        return jsonObjectReader.value(name) == null ? null : (Integer) index(jsonObjectReader, name);
    }

    /** A whole number from 0 on. */
    static long whole(JsonObjectReader jsonObjectReader, String name, long max) {
        if (jsonObjectReader.required(name, jsonObjectReader.value(name)) instanceof JsonNumber number
                && number.isIntegral()) {
            BigInteger value = number.bigIntegerValue();
            if (value.signum() >= 0 && value.compareTo(BigInteger.valueOf(max)) <= 0) {
                return value.longValueExact();
            }
        }
        throw jsonObjectReader.invalid(name, "must be a whole number from 0 to " + max);
    }

    static @Nullable Double real(JsonObjectReader jsonObjectReader, String name) {
        return switch (jsonObjectReader.value(name)) {
            case null -> null;
            case JsonNumber number when Double.isFinite(number.doubleValue()) -> (Double) number.doubleValue();
            default -> throw jsonObjectReader.invalid(name, "must be a number");
        };
    }
}
