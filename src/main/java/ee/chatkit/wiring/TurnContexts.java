package ee.chatkit.wiring;

import ee.chatkit.wiring.server.Jndi;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Gives a turn, which has a thread of its own, the contexts that its request has in the server. */
final class TurnContexts {
    private static final String OF_SERVER = "java:comp/DefaultContextService";
    private static final String ONLY_OF_PAYARA = "java:appserver/TransactionManager";

    private TurnContexts() {}

    /** To be called at the start of the application, in a thread that has its names. Without a server there are none. */
    static UnaryOperator<Runnable> find() {
        return Jndi.find(ContextService.class, OF_SERVER)
                .map(contexts -> Jndi.find(TransactionManager.class, ONLY_OF_PAYARA)
                        .map(payara -> ofTheStart(contexts))
                        .orElseGet(() -> ofTheRequest(contexts)))
                .orElse(task -> task);
    }

    private static UnaryOperator<Runnable> ofTheRequest(ContextService contexts) {
        return task -> contexts.createContextualProxy(task, Runnable.class);
    }

    /**
     * The application's names and class loader, but nobody's login. With what belongs to a request Payara would keep, for
     * each thread that has used a connection, the thread and with it the request, for as long as the server runs. It tells
     * such things by the servlet, and at the start there is none.
     */
    private static UnaryOperator<Runnable> ofTheStart(ContextService contexts) {
        Executor atTheStart = contexts.createContextualProxy(Runnable::run, Executor.class);
        return task -> {
            var made = new AtomicReference<>(task);
            // a context of its own: one that several threads use at a time would mix up their transactions
            atTheStart.execute(() -> made.set(contexts.createContextualProxy(task, Runnable.class)));
            return made.get();
        };
    }
}
