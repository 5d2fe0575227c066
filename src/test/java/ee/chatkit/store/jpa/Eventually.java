package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that must become true soon. */
public final class Eventually {
    private Eventually() {}

    public static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, "did not happen within 30 s");
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
