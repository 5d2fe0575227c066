package ee.chatkit.wiring;

import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/** One setting's value. What makes no sense is refused with key, value and what is allowed. */
final class Setting {
    private Setting() {}

    /**
     * Reads a setting.
     *
     * @param otherwise stands for a setting that is not there
     * @param allowed in words, for whoever has to correct it
     * @param reader throws {@link IllegalArgumentException} at a value that makes no sense
     * @throws IllegalStateException at such a value; its message ends the start
     */
    static <T> T read(Config config, String key, String otherwise, String allowed, Function<String, T> reader) {
        String text =
                config.getOptionalValue(key, String.class).orElse(otherwise).strip();
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The setting " + key + " is \"" + text + "\"; allowed is " + allowed + ".", e);
        }
    }

    /** A whole number between these two, both allowed. */
    static int number(String text, int least, int most) {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }
}
