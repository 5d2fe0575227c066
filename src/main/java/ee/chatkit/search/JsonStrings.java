package ee.chatkit.search;

import java.util.Set;
import java.util.StringJoiner;

/** Collects strings of some members from a valid JSON text, in one pass, without values of what is not collected. */
final class JsonStrings {
    private final String json;
    private final Set<String> names;
    private final Set<String> skipped;
    private final StringJoiner found = new StringJoiner("\n");
    private int position;

    /**
     * Of a valid JSON text.
     *
     * @param names the members whose strings are collected, wherever they are, also those in arrays
     * @param skipped the members of which nothing is collected
     */
    JsonStrings(String json, Set<String> names, Set<String> skipped) {
        this.json = json;
        this.names = names;
        this.skipped = skipped;
    }

    /** All strings that are not blank, separated by line breaks. */
    String join() {
        value(false, true);
        return found.toString();
    }

    /**
     * Reads a value. The depth of recursion is that of the text, which is limited where texts are stored.
     *
     * @param named whether a string is collected
     * @param collects whether anything is
     */
    private void value(boolean named, boolean collects) {
        skipSpace();
        switch (json.charAt(position)) {
            case '{' -> object(collects);
            case '[' -> array(named, collects);
            case '"' -> {
                String text = string(named && collects);
                if (!text.isBlank()) {
                    found.add(text);
                }
            }
            default -> {
                while (position < json.length() && ",]}".indexOf(json.charAt(position)) < 0) {
                    position++;
                }
            }
        }
    }

    private void object(boolean collects) {
        position++;
        skipSpace();
        while (json.charAt(position) != '}') {
            String name = string(collects);
            skipSpace();
            position++; // the colon
            value(names.contains(name), collects && !skipped.contains(name));
            skipComma();
        }
        position++;
    }

    private void array(boolean named, boolean collects) {
        position++;
        skipSpace();
        while (json.charAt(position) != ']') {
            value(named, collects);
            skipComma();
        }
        position++;
    }

    private void skipComma() {
        skipSpace();
        if (json.charAt(position) == ',') {
            position++;
            skipSpace();
        }
    }

    private void skipSpace() {
        while (position < json.length() && json.charAt(position) <= ' ') {
            position++;
        }
    }

    /** Reads a string; returns an empty one if its value is not wanted. */
    private String string(boolean wanted) {
        int begin = ++position;
        boolean escaped = false;
        while (json.charAt(position) != '"') {
            if (json.charAt(position) == '\\') {
                escaped = true;
                position++;
            }
            position++;
        }
        int end = position++;
        if (!wanted) {
            return "";
        }
        return escaped ? unescaped(begin, end) : json.substring(begin, end);
    }

    private String unescaped(int begin, int end) {
        var text = new StringBuilder(end - begin);
        int i = begin;
        while (i < end) {
            char unit = json.charAt(i++);
            if (unit != '\\') {
                text.append(unit);
                continue;
            }
            char escape = json.charAt(i++);
            switch (escape) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append((char) Integer.parseInt(json, i, i + 4, 16));
                    i += 4;
                }
                default -> text.append(escape);
            }
        }
        return text.toString();
    }
}
