package ee.chatkit.store.jpa;

import java.util.Locale;

/** Maps constants of an enum to columns, in lower case. */
final class EnumColumns {
    private EnumColumns() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E read(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
