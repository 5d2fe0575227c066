package ee.chatkit.store.contract;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Calls operations concurrently. */
final class ConcurrentCalls {
    private ConcurrentCalls() {}

    static void run(int tasks, IntConsumer task) {
        call(tasks, number -> {
            task.accept(number);
            return true;
        });
    }

    /** Starts the tasks 0, 1, 2... at the same time and returns their results in that order. */
    static <T> List<T> call(int tasks, IntFunction<T> task) {
        var start = new CyclicBarrier(tasks);
        List<Callable<T>> calls = IntStream.range(0, tasks)
                .mapToObj(number -> (Callable<T>) () -> {
                    start.await();
                    return task.apply(number);
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(tasks)) {
            return threads.invokeAll(calls, 60, TimeUnit.SECONDS).stream()
                    .map(ConcurrentCalls::result)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static <T> T result(Future<T> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a concurrent call failed", e.getCause());
        }
    }
}
