package ee.chatkit.protocol.json;

import jakarta.json.JsonNumber;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Members that are numbers. A number with a point is no whole number, even if nothing but zeros follows. */
final class Numbers {
    private Numbers() {}

    /** A place in a list. */
    static int index(Fields fields, String name) {
        return (int) whole(fields, name, Integer.MAX_VALUE);
    }

    static @Nullable Integer optionalIndex(Fields fields, String name) {
        return fields.value(name) == null ? null : (Integer) index(fields, name);
    }

    /** A whole number from 0 on. */
    static long whole(Fields fields, String name, long max) {
        if (fields.required(name, fields.value(name)) instanceof JsonNumber number && number.isIntegral()) {
            BigInteger value = number.bigIntegerValue();
            if (value.signum() >= 0 && value.compareTo(BigInteger.valueOf(max)) <= 0) {
                return value.longValueExact();
            }
        }
        throw fields.refusal(name, "must be a whole number from 0 to " + max);
    }

    static @Nullable Double real(Fields fields, String name) {
        return switch (fields.value(name)) {
            case null -> null;
            case JsonNumber number when Double.isFinite(number.doubleValue()) -> (Double) number.doubleValue();
            default -> throw fields.refusal(name, "must be a number");
        };
    }
}
