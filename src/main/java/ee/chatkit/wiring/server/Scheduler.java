package ee.chatkit.wiring.server;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The server's scheduler; outside a server, one of our own, which ends with this. */
public final class Scheduler implements AutoCloseable {
    private static final String NAME = "java:comp/DefaultManagedScheduledExecutorService";

    private final String threadName;
    private @Nullable ScheduledExecutorService own;

    public Scheduler(String threadName) {
        this.threadName = threadName;
    }

    /** To be called once, in a thread that has the application's names. */
    public ScheduledExecutorService find() {
        Optional<ScheduledExecutorService> server = Jndi.find(ScheduledExecutorService.class, NAME);
        if (server.isPresent()) {
            return server.get();
        }
        var executor = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name(threadName).unstarted(task));
        own = executor;
        return executor;
    }

    @Override
    public void close() {
        if (own != null) {
            own.shutdown();
        }
    }
}
