package ee.chatkit.protocol;

import ee.chatkit.json.JsonText;
import ee.chatkit.model.Ids;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the records of the protocol refuse, so that whatever exists can be stored and sent. */
public final class Preconditions {
    private static final char REPLACEMENT = '\uFFFD';

    private Preconditions() {}

    /**
     * Text that can be stored and sent; U+0000 becomes U+FFFD.
     *
     * @throws IllegalArgumentException when it has half a surrogate pair
     */
    public static String requireText(String text) {
        return JsonText.storableText(text);
    }

    /**
     * Text that a model or another library made, and that is not worth losing for a character: U+0000 and each half of a
     * surrogate pair become U+FFFD.
     */
    public static String replaceInvalid(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, REPLACEMENT);
            }
        }
        return mended == null ? text : mended.toString();
    }

    /** As {@link #replaceInvalid}, for a piece of a text: a pair that was cut at one of its edges keeps its half. */
    public static String replaceInvalidWithin(String text) {
        int from = !text.isEmpty() && Character.isLowSurrogate(text.charAt(0)) ? 1 : 0;
        int to = text.length() > from && Character.isHighSurrogate(text.charAt(text.length() - 1))
                ? text.length() - 1
                : text.length();
        return text.substring(0, from) + replaceInvalid(text.substring(from, to)) + text.substring(to);
    }

    /** As {@link #requireText(String)}, where there is one. */
    public static @Nullable String requireTextOrNull(@Nullable String text) {
        return text == null ? null : JsonText.storableText(text);
    }

    /**
     * A key of a thread, an item or an attachment.
     *
     * @param what names it in the refusal
     * @throws IllegalArgumentException when it cannot be one
     */
    public static String requireId(String what, String id) {
        if (!isValidId(id)) {
            throw new IllegalArgumentException(what + " must have 1 to 255 characters, and no control characters");
        }
        return id;
    }

    /** Whether this can be a key in every store. */
    public static boolean isValidId(String id) {
        return Ids.isValid(id);
    }

    /**
     * A place in a list.
     *
     * @param what names it in the refusal
     * @throws IllegalArgumentException when it is negative
     */
    public static int requireIndex(String what, int index) {
        if (index < 0) {
            throw new IllegalArgumentException(what + " must not be negative");
        }
        return index;
    }

    /** A copy that keeps the order and has no nulls. */
    public static <T> Map<String, T> copyOf(Map<String, T> map) {
        var copy = new LinkedHashMap<String, T>();
        map.forEach((key, value) -> copy.put(Preconditions.requireText(key), Objects.requireNonNull(value)));
        return Collections.unmodifiableMap(copy);
    }
}
