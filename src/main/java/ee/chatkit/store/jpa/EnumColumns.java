package ee.chatkit.store.jpa;

import java.util.Locale;

/** How the constants of an enum are spelled in a column: in lower case. */
final class EnumColumns {
    private EnumColumns() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E read(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
