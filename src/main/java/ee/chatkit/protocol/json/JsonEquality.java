package ee.chatkit.protocol.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * Compares JSON texts by value: the order of members and the notation of numbers do not matter, because a store may change
 * them.
 */
final class JsonEquality {
    private JsonEquality() {}

    /** Returns whether two JSON objects that {@link ee.chatkit.json.JsonText} has accepted are equal. */
    static boolean isEqual(String one, String other) {
        return isEqual(JsonIo.parse(one), JsonIo.parse(other));
    }

    private static boolean isEqual(JsonValue one, JsonValue other) {
        if (one instanceof JsonNumber a && other instanceof JsonNumber b) {
            return a.bigDecimalValue().compareTo(b.bigDecimalValue()) == 0;
        }
        if (one instanceof JsonArray a && other instanceof JsonArray b) {
            return areEqual(a, b);
        }
        if (one instanceof JsonObject a && other instanceof JsonObject b) {
            return areEqual(a, b);
        }
        return one.equals(other);
    }

    private static boolean areEqual(JsonArray one, JsonArray other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!isEqual(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areEqual(JsonObject one, JsonObject other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(member -> {
                    JsonValue value = other.get(member.getKey());
                    return value != null && isEqual(member.getValue(), value);
                });
    }
}
