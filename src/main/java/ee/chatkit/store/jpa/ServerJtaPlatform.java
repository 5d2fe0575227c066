package ee.chatkit.store.jpa;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;

/** Tells Hibernate the transaction manager that was found at start. */
@SuppressWarnings("serial") // Hibernate declares it serializable; ours is never sent anywhere
final class ServerJtaPlatform extends AbstractJtaPlatform {
    private final transient Transactions.Jta server;

    ServerJtaPlatform(Transactions.Jta server) {
        this.server = server;
    }

    @Override
    protected TransactionManager locateTransactionManager() {
        return server.manager();
    }

    @Override
    protected UserTransaction locateUserTransaction() {
        return server.user();
    }
}
