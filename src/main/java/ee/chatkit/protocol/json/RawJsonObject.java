package ee.chatkit.protocol.json;

import ee.chatkit.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, found in its bytes without building anything: a file has millions of lines, and most of
 * what they say is kept as the text that it is. Null and absent are the same. A refusal names the member.
 */
final class RawJsonObject {
    private static final int MOST = 24;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final String[] names = new String[MOST];
    private final int[] from = new int[MOST];
    private final int[] to = new int[MOST];
    private int count;
    private int at;

    private RawJsonObject(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.at = offset;
        this.end = offset + length;
    }

    /**
     * Finds them. That each value is JSON turns out when it is read.
     *
     * @throws InvalidInputException when this is no JSON object, or has a member twice
     */
    static RawJsonObject of(byte[] bytes, int offset, int length) {
        var members = new RawJsonObject(bytes, offset, length);
        members.find();
        return members;
    }

    private void find() {
        skipSpace();
        expect('{');
        skipSpace();
        if (peek() == '}') {
            at++;
        } else {
            do {
                member();
            } while (anotherFollows());
        }
        skipSpace();
        if (at < end) {
            throw notJson("the end");
        }
    }

    private void member() {
        if (count == MOST) {
            throw new InvalidInputException("has more than " + MOST + " members");
        }
        skipSpace();
        int start = at;
        if (peek() != '"') {
            throw notJson("a name in double quotes");
        }
        skipString();
        String name = string(start, at);
        if (index(name) >= 0) {
            throw new InvalidInputException(JsonObjectReader.abbreviate(name), "is there twice");
        }
        skipSpace();
        expect(':');
        skipSpace();
        names[count] = name;
        from[count] = at;
        skipValue();
        to[count] = at;
        count++;
    }

    private boolean anotherFollows() {
        skipSpace();
        byte next = peek();
        at++;
        if (next != ',' && next != '}') {
            at--;
            throw notJson("',' or '}'");
        }
        return next == ',';
    }

    private void skipValue() {
        switch (peek()) {
            case '"' -> skipString();
            case '{', '[' -> skipNested();
            default -> skipWord();
        }
    }

    private void skipString() {
        at++;
        while (at < end) {
            byte b = bytes[at++];
            if (b == '"') {
                return;
            }
            if (b == '\\') {
                at++;
            }
        }
        throw endsTooEarly();
    }

    private void skipNested() {
        int depth = 0;
        while (at < end) {
            switch (bytes[at]) {
                case '"' -> {
                    skipString();
                    continue;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            at++;
            if (depth == 0) {
                return;
            }
        }
        throw endsTooEarly();
    }

    private void skipWord() {
        int start = at;
        while (at < end && bytes[at] > ' ' && ",}]".indexOf(bytes[at]) < 0) {
            at++;
        }
        if (at == start) {
            throw notJson("a value");
        }
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
    }

    private byte peek() {
        if (at >= end) {
            throw endsTooEarly();
        }
        return bytes[at];
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw notJson("'" + wanted + "'");
        }
        at++;
    }

    private InvalidInputException notJson(String expected) {
        return new InvalidInputException("is not a JSON object: expected " + expected + " at byte " + (at - start));
    }

    private static InvalidInputException endsTooEarly() {
        return new InvalidInputException("is not a JSON object: it ends too early");
    }

    /** Refuses members that would be lost without a word. */
    RawJsonObject requireOnly(Set<String> known) {
        for (int i = 0; i < count; i++) {
            if (!known.contains(names[i])) {
                throw InvalidInputException.unknownField(JsonObjectReader.abbreviate(names[i]), known);
            }
        }
        return this;
    }

    /** Any text. */
    @Nullable
    String text(String name) {
        int i = indexOfValue(name);
        if (i < 0) {
            return null;
        }
        if (bytes[from[i]] != '"') {
            throw new InvalidInputException(name, "must be a string");
        }
        return string(from[i], to[i]);
    }

    String requiredText(String name) {
        return required(name, text(name));
    }

    /** A time with its offset from UTC. */
    Instant requiredTime(String name) {
        String text = requiredText(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    name, "must be a time as ISO 8601 has it, such as 2026-11-22T21:29:38.391367Z");
        }
    }

    /** The text of whatever there is, which was not looked into yet. */
    @Nullable
    String json(String name) {
        int i = indexOfValue(name);
        return i < 0 ? null : utf8(from[i], to[i]);
    }

    /** The text of a value that begins like an object; whether it is one was not looked into yet. */
    String requiredObject(String name) {
        String json = required(name, json(name));
        if (json.charAt(0) != '{') {
            throw new InvalidInputException(name, "must be an object");
        }
        return json;
    }

    /** A whole number from 0 on. */
    @Nullable
    Long number(String name) {
        int i = indexOfValue(name);
        if (i < 0) {
            return null;
        }
        String text = utf8(from[i], to[i]);
        if (!text.matches("0|[1-9][0-9]{0,17}")) {
            throw new InvalidInputException(name, "must be a whole number from 0 on");
        }
        return Long.valueOf(text);
    }

    long requiredNumber(String name) {
        return required(name, number(name));
    }

    boolean flag(String name) {
        String text = json(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new InvalidInputException(name, "must be true or false");
        }
        return "true".equals(text);
    }

    /** The bytes of a string that consists of plain characters, such as one in Base64. */
    byte[] requiredPlainBytes(String name) {
        int i = indexOfValue(name);
        if (i < 0 || bytes[from[i]] != '"') {
            throw new InvalidInputException(name, "is required, and must be a string");
        }
        return Arrays.copyOfRange(bytes, from[i] + 1, to[i] - 1);
    }

    <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException(name, "is required");
        }
        return value;
    }

    private int indexOfValue(String name) {
        int i = index(name);
        boolean isNull = i >= 0
                && to[i] - from[i] == 4
                && bytes[from[i]] == 'n'
                && utf8(from[i], to[i]).equals("null");
        return isNull ? -1 : i;
    }

    private int index(String name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Most have neither escapes nor anything beyond ASCII. */
    private String string(int first, int behind) {
        for (int i = first + 1; i < behind - 1; i++) {
            if (bytes[i] == '\\' || (bytes[i] >= 0 && bytes[i] < ' ')) {
                return unescaped(utf8(first, behind));
            }
        }
        return utf8(first + 1, behind - 1);
    }

    private static String unescaped(String json) {
        try {
            return JsonIo.parse("{\"text\":" + JsonText.validValue(json) + '}').getString("text");
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("has a string that cannot be used: it " + e.getMessage());
        }
    }

    /** Java puts U+FFFD for what is no UTF-8. So it is looked at twice where there is one, and never otherwise. */
    private String utf8(int first, int behind) {
        String text = new String(bytes, first, behind - first, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, first, behind - first));
            } catch (CharacterCodingException e) {
                throw new InvalidInputException("is not valid UTF-8");
            }
        }
        return text;
    }
}
