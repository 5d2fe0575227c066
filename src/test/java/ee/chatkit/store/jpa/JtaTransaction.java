package ee.chatkit.store.jpa;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A JTA transaction without resources: what is registered with it is told when it ends. */
final class JtaTransaction {
    private final List<Synchronization> synchronizations = new ArrayList<>();
    private int status = Status.STATUS_NO_TRANSACTION;

    Transactions.Jta transactions() {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "getStatus" -> status;
            case "getTransaction" -> status == Status.STATUS_NO_TRANSACTION ? null : transaction();
            default -> throw new UnsupportedOperationException(method.getName());
        };
        return new Transactions.Jta(fake(TransactionManager.class, handler), fake(UserTransaction.class, handler));
    }

    private Transaction transaction() {
        return fake(Transaction.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getStatus" -> status;
            case "registerSynchronization" -> {
                synchronizations.add((Synchronization) arguments[0]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The calling thread is in the transaction. */
    void begin() {
        status = Status.STATUS_ACTIVE;
    }

    /** The calling thread is no longer in the transaction, which has not ended. */
    void detach() {
        status = Status.STATUS_NO_TRANSACTION;
    }

    /** The transaction is committed. */
    void end() {
        synchronizations.forEach(Synchronization::beforeCompletion);
        synchronizations.forEach(found -> found.afterCompletion(Status.STATUS_COMMITTED));
    }
}
