package ee.chatkit.model;

import org.jspecify.annotations.Nullable;

/**
 * The position in a list after which a page begins.
 *
 * <p>Pages are keyset pages: a page is found by comparing with the sort key of the last entry of the page before, so its cost
 * does not depend on its distance from the beginning, and entries that are added or deleted meanwhile shift no page. The
 * text of a cursor, {@code ~position~id}, carries this key itself; a cursor therefore remains valid after its entry is
 * deleted. Clients treat it as opaque. The ChatKit protocol also allows a plain id of an entry, for which the store looks
 * up the position first. An id that itself begins like a cursor text can be referred to by a cursor only.
 *
 * @param id the id of the last entry of the page before; 1 to {@value Identifiers#MAX_LENGTH} characters
 * @param position the sort key of this entry; null if the client sent a plain id
 */
public record Cursor(String id, @Nullable Long position) {
    private static final String SEPARATOR = "~";

    /** @throws IllegalArgumentException if the id is outside of its limits */
    public Cursor {
        Identifiers.requireId("cursor", id);
    }

    /**
     * Returns the text of a cursor, which {@link #parse} reads.
     *
     * @param id the id of an entry
     * @param position the sort key of the entry
     * @return the text
     */
    public static String format(String id, long position) {
        return SEPARATOR + Long.toString(position, Character.MAX_RADIX) + SEPARATOR + id;
    }

    /**
     * Parses the text of a cursor or a plain id.
     *
     * @param text the text that the client sent
     * @return the cursor
     * @throws IllegalArgumentException if the text is neither
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
