package ee.chatkit.responder.model;

/**
 * Makes text of pieces that may be cut inside of a character: the half of a pair of surrogates is held back until the
 * other half comes. A half that never gets its other one becomes U+FFFD.
 */
final class WholeCharacters {
    private static final char REPLACEMENT = '\uFFFD';

    /** The half that waits; 0 when none does. */
    private char held;

    /** What can be passed on now. */
    String next(String piece) {
        if (piece.isEmpty()) {
            return "";
        }
        String text = held == 0 ? piece : held + piece;
        held = 0;
        char last = text.charAt(text.length() - 1);
        if (Character.isHighSurrogate(last)) {
            held = last;
            text = text.substring(0, text.length() - 1);
        }
        return whole(text);
    }

    /** What is left when no more comes. */
    String rest() {
        boolean half = held != 0;
        held = 0;
        return half ? String.valueOf(REPLACEMENT) : "";
    }

    /** A text as it can be stored and sent. */
    static String whole(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, REPLACEMENT);
            }
        }
        return mended == null ? text : mended.toString();
    }
}
