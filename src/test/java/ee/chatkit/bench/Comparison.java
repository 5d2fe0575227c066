package ee.chatkit.bench;

import java.util.Arrays;

/** Times of two ways of doing the same, taken in turn, so that a slow moment of the machine meets both. */
final class Comparison {
    static final String HEADER =
            String.format("%-45s %10s %10s %7s %10s %10s", "", "p50", "best p50", "ratio", "p99", "best p99");

    private final int warmUp;
    private long[] first = new long[0];
    private long[] second = new long[0];

    Comparison() {
        this(1_000);
    }

    /** @param warmUp how often both are done before their times count */
    Comparison(int warmUp) {
        this.warmUp = warmUp;
    }

    /** Takes times of both, after the warm-up if it is the first call. */
    void run(int count, Runnable one, Runnable other) {
        long[] ones = new long[count];
        long[] others = new long[count];
        for (int i = first.length == 0 ? -warmUp : 0; i < count; i++) {
            boolean oneFirst = (i & 1) == 0;
            long a = oneFirst ? time(one) : 0;
            long b = time(other);
            if (!oneFirst) {
                a = time(one);
            }
            if (i >= 0) {
                ones[i] = a;
                others[i] = b;
            }
        }
        first = join(first, ones);
        second = join(second, others);
    }

    void print(String what) {
        Arrays.sort(first);
        Arrays.sort(second);
        System.out.printf(
                "%-45s %7d us %7d us %7.2f %7d us %7d us%n",
                what,
                at(first, 0.5),
                at(second, 0.5),
                (double) first[first.length / 2] / second[second.length / 2],
                at(first, 0.99),
                at(second, 0.99));
    }

    private static long at(long[] sorted, double part) {
        return sorted[(int) (sorted.length * part)] / 1_000;
    }

    private static long[] join(long[] a, long[] b) {
        long[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static long time(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }
}
