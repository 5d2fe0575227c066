package ee.chatkit.protocol.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enumerations on the wire: their names in small letters. */
final class EnumNames {
    private EnumNames() {}

    static String wireName(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E read(JsonObjectReader jsonObjectReader, String name, Class<E> words) {
        String text = jsonObjectReader.nonBlankText(name);
        for (E word : words.getEnumConstants()) {
            if (wireName(word).equals(text)) {
                return word;
            }
        }
        String all =
                Arrays.stream(words.getEnumConstants()).map(EnumNames::wireName).collect(Collectors.joining(" or "));
        throw jsonObjectReader.invalid(name, "must be " + all);
    }

    static <E extends Enum<E>> E read(JsonObjectReader jsonObjectReader, String name, E fallback) {
        return jsonObjectReader.value(name) == null
                ? fallback
                : read(jsonObjectReader, name, fallback.getDeclaringClass());
    }
}
