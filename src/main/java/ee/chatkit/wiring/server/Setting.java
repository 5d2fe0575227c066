package ee.chatkit.wiring.server;

import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Reads values of settings. An invalid value is rejected with its key, the value and the allowed values. */
public final class Setting {
    private Setting() {}

    /**
     * Reads a setting.
     *
     * @param defaultValue the value of a setting that is not set
     * @param allowed the allowed values, in words for the message
     * @param reader throws {@link IllegalArgumentException} for an invalid value
     * @throws IllegalStateException when the value is invalid; thrown at startup, it fails the deployment
     */
    public static <T extends @Nullable Object> T read(
            Config config, String key, String defaultValue, String allowed, Function<String, T> reader) {
        String text =
                config.getOptionalValue(key, String.class).orElse(defaultValue).strip();
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "Invalid value for " + key + ": '" + text + "' (allowed: " + allowed + ")", e);
        }
    }

    /** Reads a number of bytes from 1 KiB to 2 GiB. */
    public static long bytes(Config config, String key, String defaultValue) {
        return number(config, key, defaultValue, 1024, Integer.MAX_VALUE, "bytes");
    }

    /** Reads a whole number of a unit, from 0 to {@code max}, both inclusive, which may exceed an {@code int}. */
    public static long largeNumber(Config config, String key, String defaultValue, long max, String unit) {
        return read(config, key, defaultValue, "0 to " + max + " " + unit, text -> {
            long number = Long.parseLong(text);
            if (number < 0 || number > max) {
                throw new IllegalArgumentException("out of range");
            }
            return number;
        });
    }

    /** Reads a whole number of a unit, from {@code min} to {@code max}, both inclusive. */
    public static int number(Config config, String key, String defaultValue, int min, int max, String unit) {
        return read(config, key, defaultValue, min + " to " + max + " " + unit, text -> number(text, min, max));
    }

    /** A whole number from {@code min} to {@code max}, both inclusive. */
    public static int number(String text, int min, int max) {
        int number = Integer.parseInt(text);
        if (number < min || number > max) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }
}
