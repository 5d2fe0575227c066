package ee.chatkit.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices that a seed and the number of a case determine. */
final class Choice {
    private final SplittableRandom random;

    Choice(long seed, long number) {
        random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
    }

    /** From 0 to the bound, exclusively. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in so many times, on average. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Lower-case hexadecimal digits, as in an id. */
    String hex(int length) {
        var digits = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            digits.append(Character.forDigit(random.nextInt(16), 16));
        }
        return digits.toString();
    }
}
