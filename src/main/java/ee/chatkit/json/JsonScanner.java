package ee.chatkit.json;

import java.util.Set;

/** One pass over a JSON text that only says whether it may be kept; see {@link JsonText}. */
final class JsonScanner {
    private final String text;
    private final Set<String> reserved;
    private final boolean[] objects = new boolean[JsonText.MAX_DEPTH];
    private int at;
    private int depth;
    private boolean nul;
    private long exponents;

    JsonScanner(String text, Set<String> reserved) {
        this.text = text;
        this.reserved = reserved;
    }

    boolean isObject() {
        int start = 0;
        while (isSpace(text.charAt(start))) {
            start++;
        }
        return text.charAt(start) == '{';
    }

    boolean hasNul() {
        return nul;
    }

    /** Nesting is kept in an array, not on the call stack: depth is data of a stranger. */
    void scan() {
        beginValue();
        while (depth > 0) {
            skipSpace();
            char close = objects[depth - 1] ? '}' : ']';
            if (peek() == close) {
                at++;
                depth--;
            } else if (peek() == ',') {
                at++;
                skipSpace();
                member();
            } else {
                throw unexpected("',' or '" + close + "'");
            }
        }
        skipSpace();
        if (at < text.length()) {
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

    /** Opens objects and arrays as long as their first member is one again. */
    private void open(boolean object) {
        boolean isObject = object;
        while (true) {
            if (depth == JsonText.MAX_DEPTH) {
                throw new IllegalArgumentException("nests deeper than " + JsonText.MAX_DEPTH + " levels");
            }
            objects[depth++] = isObject;
            at++;
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

    private void member() {
        if (objects[depth - 1]) {
            name();
        }
        beginValue();
    }

    private void name() {
        if (peek() != '"') {
            throw unexpected("a name in double quotes");
        }
        int start = at;
        string();
        if (depth == 1 && !reserved.isEmpty()) {
            String name = unescaped(text.substring(start + 1, at - 1));
            if (reserved.contains(name)) {
                throw new IllegalArgumentException("must not have a member \"" + name + "\"");
            }
        }
        skipSpace();
        if (peek() != ':') {
            throw unexpected("':'");
        }
        at++;
    }

    /** Reserved names are letters and underscores: only the long escape can spell them differently. */
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
        at++;
        while (true) {
            char c = peek();
            if (c == '"') {
                at++;
                return;
            }
            if (c < ' ') {
                throw unexpected("an escape instead of a control character");
            }
            boolean escaped = c == '\\';
            char unit = escaped ? escape() : c;
            at++;
            if (Character.isSurrogate(unit)) {
                lowSurrogateAfter(unit, escaped);
            }
        }
    }

    /** Leaves {@code at} on the escape's last character. */
    private char escape() {
        at++;
        char c = peek();
        if (c != 'u') {
            if ("\"\\/bfnrt".indexOf(c) < 0) {
                throw unexpected("one of \" \\ / b f n r t u after a backslash");
            }
            return ' ';
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw unexpected("four hexadecimal digits");
            }
            unit = (unit << 4) | digit;
        }
        nul |= unit == 0;
        return (char) unit;
    }

    /** Both halves are escaped or none is: a half that stands in the text itself cannot be written as UTF-8. */
    private void lowSurrogateAfter(char high, boolean escaped) {
        if (Character.isHighSurrogate(high) && escaped == (peek() == '\\')) {
            char low = escaped ? escape() : peek();
            at++;
            if (Character.isLowSurrogate(low)) {
                return;
            }
        }
        throw new IllegalArgumentException("has an unpaired surrogate before character " + at);
    }

    private void number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int whole = digits();
        if (whole > 1 && text.charAt(at - whole) == '0') {
            throw new IllegalArgumentException("has a number with a leading zero at character " + start);
        }
        int fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            fraction = digits();
        }
        long exponent = exponent();
        exponents += Math.min(Math.abs(exponent), JsonText.MAX_NUMBER_DIGITS);
        if (exponents > JsonText.MAX_EXPONENT_SUM) {
            throw new IllegalArgumentException(
                    "has numbers whose exponents add up to more than " + JsonText.MAX_EXPONENT_SUM);
        }
        if (whole + Math.max(exponent, 0) > JsonText.MAX_NUMBER_DIGITS
                || fraction - Math.min(exponent, 0) > JsonText.MAX_NUMBER_DIGITS) {
            throw new IllegalArgumentException("has a number of more than " + JsonText.MAX_NUMBER_DIGITS
                    + " digits on one side of the point at character " + start);
        }
    }

    private long exponent() {
        if (at == text.length() || (text.charAt(at) | ' ') != 'e') {
            return 0;
        }
        at++;
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
        }
        int start = at;
        digits();
        while (start < at - 1 && text.charAt(start) == '0') {
            start++;
        }
        long size = at - start > 9 ? Integer.MAX_VALUE : Long.parseLong(text, start, at, 10);
        return negative ? -size : size;
    }

    private int digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected(start > 0 && "-.eE+".indexOf(text.charAt(start - 1)) >= 0 ? "a digit" : "a value");
        }
        return at - start;
    }

    private void literal(String word) {
        if (!text.startsWith(word, at)) {
            throw unexpected("a value");
        }
        at += word.length();
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private char peek() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("ends too early, after " + text.length() + " characters");
        }
        return text.charAt(at);
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException("expected " + expected + " at character " + at);
    }
}
