package ee.chatkit.wiring;

import ee.chatkit.wiring.server.Jndi;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Propagates the server contexts of a request, such as naming and security, to the thread of its turn. */
final class TurnContexts {
    private static final String DEFAULT_CONTEXT_SERVICE = "java:comp/DefaultContextService";
    private static final String PAYARA_TRANSACTION_MANAGER = "java:appserver/TransactionManager";

    private TurnContexts() {}

    /**
     * Called at startup, in a thread with the naming context of the application. Without a server, tasks run without
     * contexts.
     */
    static UnaryOperator<Runnable> find() {
        return Jndi.find(ContextService.class, DEFAULT_CONTEXT_SERVICE)
                .map(contexts -> Jndi.find(TransactionManager.class, PAYARA_TRANSACTION_MANAGER)
                        .map(payara -> withStartupContext(contexts))
                        .orElseGet(() -> withRequestContext(contexts)))
                .orElse(task -> task);
    }

    private static UnaryOperator<Runnable> withRequestContext(ContextService contexts) {
        return task -> contexts.createContextualProxy(task, Runnable.class);
    }

    /**
     * Naming and class loader of the application, but no security context. With the context of a request, Payara would
     * retain each thread that has used a connection, and with it the request, until the server stops. It registers
     * such threads by their servlet, and at startup there is none.
     */
    private static UnaryOperator<Runnable> withStartupContext(ContextService contexts) {
        Executor startup = contexts.createContextualProxy(Runnable::run, Executor.class);
        return task -> {
            var made = new AtomicReference<>(task);
            // one context for each task: threads that share one would mix up their transactions
            startup.execute(() -> made.set(contexts.createContextualProxy(task, Runnable.class)));
            return made.get();
        };
    }
}
