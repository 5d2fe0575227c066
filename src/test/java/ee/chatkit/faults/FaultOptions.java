package ee.chatkit.faults;

import ee.chatkit.server.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The options of a run, system properties that begin with {@code faults.}
 *
 * @param server the kind of both servers
 * @param rounds how many rounds, at least 1; the kinds follow each other in their order, again and again
 * @param seed what the writers do, and how long a fault lasts, depends on it only
 * @param kinds the kinds of rounds, at least one
 * @param writers how many clients write at a time, 2 to 64
 * @param databaseMegabytes the size of the database's file system, 256 to 16384 MiB
 */
record FaultOptions(
        Server.Kind server, int rounds, long seed, List<FaultKind> kinds, int writers, int databaseMegabytes) {
    FaultOptions {
        kinds = List.copyOf(kinds);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("faults.kinds names no kind");
        }
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one is invalid; the message names it and what is allowed
     */
    static FaultOptions read(Properties properties) {
        String server = properties.getProperty("faults.server", "wildfly");
        String kinds = properties.getProperty("faults.kinds", "all");
        return new FaultOptions(
                constant(Server.Kind.values(), "faults.server", server),
                Math.toIntExact(number(properties, "faults.rounds", 40, 1, 10_000)),
                number(properties, "faults.seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                kinds.equals("all") ? List.of(FaultKind.values()) : kinds(kinds),
                Math.toIntExact(number(properties, "faults.writers", 6, 2, 64)),
                Math.toIntExact(number(properties, "faults.database-megabytes", 1536, 256, 16_384)));
    }

    private static List<FaultKind> kinds(String names) {
        return Arrays.stream(names.split(","))
                .map(name -> constant(FaultKind.values(), "faults.kinds", name.strip()))
                .toList();
    }

    private static <E extends Enum<E>> E constant(E[] constants, String option, String name) {
        return Arrays.stream(constants)
                .filter(constant -> label(constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Invalid value for " + option + ": '" + name
                        + "' (allowed: "
                        + Arrays.stream(constants).map(FaultOptions::label).collect(Collectors.joining(", ")) + ")"));
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long number(Properties properties, String option, long defaultValue, long min, long max) {
        String text = properties.getProperty(option, "" + defaultValue);
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // is reported below
        }
        throw new IllegalArgumentException(
                "Invalid value for " + option + ": '" + text + "' (allowed: " + min + " to " + max + ")");
    }
}
