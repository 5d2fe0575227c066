package ee.chatkit.wiring.server;

import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** One setting's value. What makes no sense is refused with key, value and what is allowed. */
public final class Setting {
    private Setting() {}

    /**
     * Reads a setting.
     *
     * @param otherwise stands for a setting that is not there
     * @param allowed in words, for whoever has to correct it
     * @param reader throws {@link IllegalArgumentException} at a value that makes no sense
     * @throws IllegalStateException at such a value; its message ends the start
     */
    public static <T extends @Nullable Object> T read(
            Config config, String key, String otherwise, String allowed, Function<String, T> reader) {
        String text =
                config.getOptionalValue(key, String.class).orElse(otherwise).strip();
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "Invalid value for " + key + ": '" + text + "' (allowed: " + allowed + ")", e);
        }
    }

    /** A number of bytes from 1 KiB to 2 GiB. */
    public static long bytes(Config config, String key, String otherwise) {
        return read(config, key, otherwise, "1024 to 2147483647 bytes", text ->
                (long) number(text, 1024, Integer.MAX_VALUE));
    }

    /** A whole number between these two, both allowed. */
    public static int number(String text, int least, int most) {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }
}
