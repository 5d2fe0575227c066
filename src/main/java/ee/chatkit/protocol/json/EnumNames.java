package ee.chatkit.protocol.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names of enum constants on the wire: lower case. */
final class EnumNames {
    private EnumNames() {}

    static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the constant of this wire name.
     *
     * @param field the field or its path, for the exception
     * @throws InvalidInputException if there is none; the message lists the allowed names
     */
    static <E extends Enum<E>> E parse(String field, String wireName, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (wireName(constant).equals(wireName)) {
                return constant;
            }
        }
        throw new InvalidInputException(
                field,
                Arrays.stream(type.getEnumConstants())
                        .map(EnumNames::wireName)
                        .collect(Collectors.joining(" or ", "must be ", "")));
    }
}
