package ee.chatkit.wiring.server;

import jakarta.enterprise.concurrent.ContextService;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread for what is to be done later, there only while there is something. It is not the server's scheduler: that one
 * holds a task that was cancelled, and with it the whole application, until the task's time would have come.
 */
public final class Scheduler implements AutoCloseable {
    private static final String CONTEXTS = "java:comp/DefaultContextService";

    private final ScheduledThreadPoolExecutor executor;

    /** Nothing to do yet. */
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

    /** The task with the contexts that the calling thread has in the server; outside a server, the task itself. */
    public static Runnable inContext(Runnable task) {
        return Jndi.find(ContextService.class, CONTEXTS)
                .map(contexts -> contexts.createContextualProxy(task, Runnable.class))
                .orElse(task);
    }

    /** Runs the task once. Does nothing when this is closed. */
    public void after(Duration delay, Runnable task) {
        var unused = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs the task again and again, with a pause between the end of one run and the begin of the next. */
    public void repeatedly(Duration first, Duration pause, Runnable task) {
        var unused = executor.scheduleWithFixedDelay(task, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets the task end that runs, if one does, and drops the others. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
