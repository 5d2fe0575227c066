package ee.chatkit.protocol;

import ee.chatkit.json.JsonText;
import ee.chatkit.model.Ids;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of the protocol's records, which ensure that each instance can be stored and sent. */
public final class Preconditions {
    private Preconditions() {}

    /**
     * Checks a text.
     *
     * @param text a text of any length
     * @return the text, with U+0000 and unpaired surrogates replaced by U+FFFD
     */
    public static String requireText(String text) {
        return JsonText.storableText(text);
    }

    /**
     * Repairs a text that a language model or a library produced, instead of rejecting it.
     *
     * @param text a text of any length
     * @return the text, with U+0000 and each unpaired surrogate replaced by U+FFFD
     */
    public static String replaceInvalid(String text) {
        return JsonText.storableText(text);
    }

    /**
     * Repairs a fragment of a text, at whose edges a surrogate pair may be split.
     *
     * @param text a fragment of any length
     * @return the fragment as {@link #replaceInvalid} repairs it, except that a surrogate at either edge is kept
     */
    public static String replaceInvalidWithin(String text) {
        int from = !text.isEmpty() && Character.isLowSurrogate(text.charAt(0)) ? 1 : 0;
        int to = text.length() > from && Character.isHighSurrogate(text.charAt(text.length() - 1))
                ? text.length() - 1
                : text.length();
        return text.substring(0, from) + replaceInvalid(text.substring(from, to)) + text.substring(to);
    }

    /**
     * Checks an optional text.
     *
     * @param text a text of any length, or null
     * @return the text, with U+0000 and unpaired surrogates replaced by U+FFFD; null for null
     */
    public static @Nullable String requireTextOrNull(@Nullable String text) {
        return text == null ? null : JsonText.storableText(text);
    }

    /**
     * Checks the id of a thread, an item or an attachment.
     *
     * @param what the name of the id, for the exception
     * @param id the id
     * @return the id
     * @throws IllegalArgumentException if {@link Ids#isValid} rejects it
     */
    public static String requireId(String what, String id) {
        if (!Ids.isValid(id)) {
            throw new IllegalArgumentException(what + " must have 1 to 255 characters, and no control characters");
        }
        return id;
    }

    /**
     * Checks a position in a list.
     *
     * @param what the name of the index, for the exception
     * @param index the index
     * @return the index
     * @throws IllegalArgumentException if it is negative
     */
    public static int requireIndex(String what, int index) {
        if (index < 0) {
            throw new IllegalArgumentException(what + " must not be negative");
        }
        return index;
    }

    /**
     * Copies a map.
     *
     * @param <T> the type of the values
     * @param map a map without nulls
     * @return an unmodifiable copy in the same order, with checked keys
     * @throws IllegalArgumentException if a key has an unpaired surrogate
     */
    public static <T> Map<String, T> copyOf(Map<String, T> map) {
        var copy = new LinkedHashMap<String, T>();
        map.forEach((key, value) -> copy.put(Preconditions.requireText(key), Objects.requireNonNull(value)));
        return Collections.unmodifiableMap(copy);
    }
}
