package ee.chatkit.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Validates a JSON text in one pass, and optionally collects the members of its outermost object; see {@link JsonText}.
 *
 * <p>The scanner builds no values: it advances {@code position} over the text and throws at the first violation. Open
 * objects and arrays are kept in an array of fixed length instead of on the call stack, so the nesting of untrusted input
 * cannot exhaust the stack. The cost is one comparison or two for each character.
 */
final class JsonScanner {
    private final String text;
    private final Set<String> reservedNames;
    /** For each open container: whether it is an object. */
    private final boolean[] objects;

    private int position;
    private int depth;
    private boolean containsUnstorable;
    private long exponentSum;
    private @Nullable Map<String, String> members;
    private int maxMembers;
    private @Nullable String memberName;
    private int memberStart;

    JsonScanner(String text, Set<String> reservedNames, int maxDepth) {
        this.text = text;
        this.reservedNames = reservedNames;
        this.objects = new boolean[maxDepth];
    }

    /** Whether the scanned value is an object. */
    boolean isObject() {
        return objects[0];
    }

    /** Whether a string has the escape of U+0000 or an unpaired surrogate. */
    boolean containsUnstorable() {
        return containsUnstorable;
    }

    /** Validates the text, and returns the raw values of the outermost object by name. */
    Map<String, String> scanMembers(int limit) {
        Map<String, String> found = new LinkedHashMap<>();
        members = found;
        maxMembers = limit;
        scan();
        return found;
    }

    /** Validates the text. */
    void scan() {
        beginValue();
        while (depth > 0) {
            if (depth == 1) {
                endMember();
            }
            skipSpace();
            char close = objects[depth - 1] ? '}' : ']';
            if (peek() == close) {
                position++;
                depth--;
            } else if (peek() == ',') {
                position++;
                skipSpace();
                if (objects[depth - 1]) {
                    name();
                }
                beginValue();
            } else {
                throw unexpected("',' or '" + close + "'");
            }
        }
        skipSpace();
        if (position < text.length()) {
            throw unexpected("the end");
        }
    }

    private void beginValue() {
        skipSpace();
        switch (peek()) {
            case '{' -> open(true);
            case '[' -> open(false);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    /** Opens containers as long as the first value of each is a container again. */
    private void open(boolean object) {
        boolean isObject = object;
        while (true) {
            if (depth == objects.length) {
                throw new IllegalArgumentException("nests deeper than " + JsonText.MAX_DEPTH + " levels");
            }
            objects[depth++] = isObject;
            position++;
            skipSpace();
            if (peek() == (isObject ? '}' : ']')) {
                return;
            }
            if (isObject) {
                name();
            }
            skipSpace();
            char next = peek();
            if (next != '{' && next != '[') {
                beginValue();
                return;
            }
            isObject = next == '{';
        }
    }

    private void name() {
        if (peek() != '"') {
            throw unexpected("a name in double quotes");
        }
        int start = position;
        string();
        int end = position;
        skipSpace();
        if (peek() != ':') {
            throw unexpected("':'");
        }
        position++;
        if (depth == 1 && (members != null || !reservedNames.isEmpty())) {
            beginMember(unescaped(text.substring(start + 1, end - 1)));
        }
    }

    private void beginMember(String name) {
        if (reservedNames.contains(name)) {
            throw new IllegalArgumentException("must not have a member \"" + name + "\"");
        }
        skipSpace();
        memberName = name;
        memberStart = position;
    }

    private void endMember() {
        if (members == null || memberName == null) {
            return;
        }
        if (members.size() == maxMembers) {
            throw new IllegalArgumentException("has more than " + maxMembers + " members");
        }
        if (members.putIfAbsent(memberName, text.substring(memberStart, position)) != null) {
            throw new IllegalArgumentException("has a duplicate member name before character " + memberStart);
        }
        memberName = null;
    }

    /** Decodes Unicode escapes only: no other escape can spell a letter, a digit or an underscore. */
    private static String unescaped(String name) {
        if (name.indexOf('\\') < 0) {
            return name;
        }
        var out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '\\') {
                out.append(c);
            } else if (name.charAt(++i) == 'u') {
                out.append((char) Integer.parseInt(name, i + 1, i + 5, 16));
                i += 4;
            } else {
                out.append(c).append(name.charAt(i));
            }
        }
        return out.toString();
    }

    private void string() {
        position++;
        while (true) {
            char c = peek();
            if (c == '"') {
                position++;
                return;
            }
            if (c < ' ') {
                throw unexpected("an escape instead of a control character");
            }
            boolean escaped = c == '\\';
            char unit = escaped ? escape() : c;
            position++;
            if (Character.isSurrogate(unit)) {
                containsUnstorable |= !skipLowSurrogateAfter(unit, escaped);
            }
        }
    }

    /** Leaves {@code position} at the last character of the escape. */
    private char escape() {
        position++;
        char c = peek();
        if (c != 'u') {
            if ("\"\\/bfnrt".indexOf(c) < 0) {
                throw unexpected("one of \" \\ / b f n r t u after a backslash");
            }
            return ' ';
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            position++;
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw unexpected("four hexadecimal digits");
            }
            unit = (unit << 4) | digit;
        }
        containsUnstorable |= unit == 0;
        return (char) unit;
    }

    /** A pair has both surrogates escaped or neither: a single one in the text itself cannot be encoded as UTF-8. */
    private boolean skipLowSurrogateAfter(char unit, boolean escaped) {
        if (!Character.isHighSurrogate(unit) || escaped != (peek() == '\\')) {
            return false;
        }
        int next = position;
        char low = escaped ? escape() : peek();
        boolean isPair = Character.isLowSurrogate(low);
        position = isPair ? position + 1 : next;
        return isPair;
    }

    private void number() {
        int start = position;
        if (peek() == '-') {
            position++;
        }
        int whole = digits();
        if (whole > 1 && text.charAt(position - whole) == '0') {
            throw new IllegalArgumentException("has a number with a leading zero at character " + start);
        }
        int fraction = 0;
        if (position < text.length() && text.charAt(position) == '.') {
            position++;
            fraction = digits();
        }
        long exponent = exponent();
        exponentSum += Math.min(Math.abs(exponent), JsonText.MAX_NUMBER_DIGITS);
        if (exponentSum > JsonText.MAX_EXPONENT_SUM) {
            throw new IllegalArgumentException(
                    "has numbers whose exponents add up to more than " + JsonText.MAX_EXPONENT_SUM);
        }
        if (whole + Math.max(exponent, 0) > JsonText.MAX_NUMBER_DIGITS
                || fraction - Math.min(exponent, 0) > JsonText.MAX_NUMBER_DIGITS) {
            throw new IllegalArgumentException("has a number of more than " + JsonText.MAX_NUMBER_DIGITS
                    + " digits on one side of the decimal point at character " + start);
        }
    }

    private long exponent() {
        if (position == text.length() || (text.charAt(position) | ' ') != 'e') {
            return 0;
        }
        position++;
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            position++;
        }
        int start = position;
        digits();
        while (start < position - 1 && text.charAt(start) == '0') {
            start++;
        }
        long size = position - start > 9 ? Integer.MAX_VALUE : Long.parseLong(text, start, position, 10);
        return negative ? -size : size;
    }

    private int digits() {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw unexpected(start > 0 && "-.eE+".indexOf(text.charAt(start - 1)) >= 0 ? "a digit" : "a value");
        }
        return position - start;
    }

    private void literal(String literal) {
        if (!text.startsWith(literal, position)) {
            throw unexpected("a value");
        }
        position += literal.length();
    }

    private void skipSpace() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private char peek() {
        if (position >= text.length()) {
            throw new IllegalArgumentException("is incomplete after " + text.length() + " characters");
        }
        return text.charAt(position);
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException("is invalid at character " + position + ": expected " + expected);
    }
}
