package ee.chatkit.protocol.json;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enumerations on the wire: their names in small letters. */
final class Words {
    private Words() {}

    static String of(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E read(Fields fields, String name, Class<E> words) {
        String text = fields.requiredText(name);
        for (E word : words.getEnumConstants()) {
            if (of(word).equals(text)) {
                return word;
            }
        }
        String all = Arrays.stream(words.getEnumConstants()).map(Words::of).collect(Collectors.joining(" or "));
        throw fields.refusal(name, "must be " + all);
    }

    static <E extends Enum<E>> E read(Fields fields, String name, E fallback) {
        return fields.value(name) == null ? fallback : read(fields, name, fallback.getDeclaringClass());
    }
}
