package ee.chatkit.json;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generators of JSON texts and of any texts. */
public final class JsonValues {
    private static final int DEPTH = 3;

    private JsonValues() {}

    /** Texts of which many have U+0000, half of a surrogate pair, control characters, quotes and backslashes. */
    public static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMaxLength(12),
                Arbitraries.strings().all().ofMaxLength(12),
                Arbitraries.strings()
                        .withChars("\u0000\u0001\n\r\t \"\\/{}[]:,u0aé\u2028\ufffd\ud83d\ude00\ud800")
                        .ofMaxLength(12));
    }

    /** Texts that stores keep as they are. */
    public static Arbitrary<String> storableTexts() {
        return texts().map(JsonText::storableText);
    }

    /** Valid JSON values, with any notation of numbers, escapes and spaces. */
    public static Arbitrary<String> values() {
        return values(DEPTH);
    }

    /** Valid JSON objects whose members have different names. */
    public static Arbitrary<String> objects() {
        return objects(DEPTH);
    }

    private static Arbitrary<String> values(int depth) {
        if (depth == 0) {
            return scalars();
        }
        return Arbitraries.frequencyOf(
                Tuple.of(2, scalars()), Tuple.of(1, arrays(depth - 1)), Tuple.of(1, objects(depth - 1)));
    }

    private static Arbitrary<String> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "null",
                        "true",
                        "false",
                        "0",
                        "-0",
                        "1.50",
                        "-1e2",
                        "2E+3",
                        "0.000",
                        "1e-10",
                        "9007199254740993"),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.longs().map(String::valueOf),
                texts().map(JsonValues::quoted));
    }

    private static Arbitrary<String> arrays(int depth) {
        return Combinators.combine(values(depth).list().ofMaxSize(3), spaces())
                .as((elements, space) -> "[" + space + String.join("," + space, elements) + "]");
    }

    private static Arbitrary<String> objects(int depth) {
        return Combinators.combine(
                        Arbitraries.strings()
                                .alpha()
                                .ofMaxLength(5)
                                .list()
                                .uniqueElements()
                                .ofMaxSize(4),
                        values(depth).list().ofSize(4),
                        spaces())
                .as((names, values, space) -> {
                    var object = new StringBuilder("{");
                    for (int i = 0; i < names.size(); i++) {
                        object.append(i == 0 ? "" : ",")
                                .append(space)
                                .append(quoted(names.get(i)))
                                .append(space)
                                .append(':')
                                .append(space)
                                .append(values.get(i));
                    }
                    return object.append(space).append('}').toString();
                });
    }

    private static Arbitrary<String> spaces() {
        return Arbitraries.of(List.of("", "", " ", "\n", "\t\r\n"));
    }

    /** Half of a surrogate pair is an escape: it cannot be encoded in UTF-8. */
    static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
            if (pair) {
                json.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
