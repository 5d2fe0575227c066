package ee.chatkit.store.jpa;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;

/** Gives Hibernate the transaction manager that was found at startup. */
@SuppressWarnings("serial") // declared serializable by Hibernate, never serialized
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
