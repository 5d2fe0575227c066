package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The labels by which users find their threads again: up to {@value #MAX_COUNT} of a thread, each of 1 to {@value #MAX_LENGTH}
 * characters (code points) without control characters, and without white space at its ends. Upper and lower case are distinct.
 */
public final class ThreadLabels {
    /** The maximum number of labels of a thread. */
    public static final int MAX_COUNT = 20;

    /** The maximum length of a label in code points. */
    public static final int MAX_LENGTH = 64;

    private ThreadLabels() {}

    /**
     * Returns a label in the form in which it is stored.
     *
     * @param label a label, possibly with white space around it
     * @return the label without that white space
     * @throws IllegalArgumentException if it cannot be a label; the message completes a sentence that begins with its name
     */
    public static String storable(String label) {
        String stripped = label.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("must have 1 to " + MAX_LENGTH + " characters");
        }
        if (stripped.codePoints().anyMatch(ThreadLabels::isUnacceptable)) {
            throw new IllegalArgumentException("must not contain control characters, U+FFFD or unpaired surrogates");
        }
        return stripped;
    }

    private static boolean isUnacceptable(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == JsonText.REPLACEMENT_CHARACTER
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    /**
     * Returns labels in the form in which they are stored.
     *
     * @param labels labels, possibly with repetitions
     * @return each label once, at its first place
     * @throws IllegalArgumentException if one cannot be a label, or there are too many
     */
    static List<String> storable(List<String> labels) {
        if (labels.isEmpty()) {
            return labels;
        }
        Set<String> distinct = new LinkedHashSet<>();
        for (String label : labels) {
            try {
                distinct.add(storable(label));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a label " + e.getMessage(), e);
            }
        }
        if (distinct.size() > MAX_COUNT) {
            throw new IllegalArgumentException("labels must be at most " + MAX_COUNT);
        }
        return List.copyOf(distinct);
    }
}
