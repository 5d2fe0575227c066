package ee.chatkit.wiring.server;

import jakarta.enterprise.concurrent.ContextService;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks later, on one thread that exists only while tasks are scheduled. It is not the server's scheduler, because that
 * keeps a cancelled task, and with it the class loader of the application, until the task's time.
 */
public final class Scheduler implements AutoCloseable {
    private static final String CONTEXTS = "java:comp/DefaultContextService";

    private final ScheduledThreadPoolExecutor executor;

    /** Creates a scheduler without a task. */
    public Scheduler(String threadName) {
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform().daemon().name(threadName).unstarted(task),
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setKeepAliveTime(1, TimeUnit.MINUTES);
        executor.allowCoreThreadTimeOut(true);
    }

    /** The task with the server's context of the calling thread; outside a server, the task itself. */
    public static Runnable inContext(Runnable task) {
        return Jndi.find(ContextService.class, CONTEXTS)
                .map(contexts -> contexts.createContextualProxy(task, Runnable.class))
                .orElse(task);
    }

    /** Runs the task once after the delay. Does nothing when this is closed. */
    public void after(Duration delay, Runnable task) {
        var unused = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the task repeatedly, with a pause between the end of one run and the start of the next. */
    public void repeatedly(Duration first, Duration pause, Runnable task) {
        var unused = executor.scheduleWithFixedDelay(task, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Discards scheduled tasks; a running one continues to its end. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
