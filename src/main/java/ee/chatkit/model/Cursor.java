package ee.chatkit.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a page begins: behind the entry with this id. A cursor that came with a page also carries the entry's position,
 * so that it still works after the entry is gone. To clients it is opaque text.
 *
 * @param id the last entry of the page before
 * @param position that entry's place in the order; null when the client sent a plain id
 */
public record Cursor(String id, @Nullable Long position) {
    private static final String SEPARATOR = "~";

    public Cursor {
        Identifiers.requireId("cursor", id);
    }

    /** The text for the client. */
    public static String format(String id, long position) {
        return SEPARATOR + Long.toString(position, Character.MAX_RADIX) + SEPARATOR + id;
    }

    /**
     * Reads what a client sent: a cursor's text or a plain id.
     *
     * @throws IllegalArgumentException when it can be neither
     */
    public static Cursor parse(String text) {
        int end = text.indexOf(SEPARATOR, 1);
        if (text.startsWith(SEPARATOR) && end > 0) {
            try {
                long position = Long.parseLong(text, 1, end, Character.MAX_RADIX);
                return new Cursor(text.substring(end + 1), position);
            } catch (NumberFormatException e) {
                return new Cursor(text, null);
            }
        }
        return new Cursor(text, null);
    }
}
