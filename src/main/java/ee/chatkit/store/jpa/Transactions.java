package ee.chatkit.store.jpa;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;

/** Who begins and ends transactions. */
public sealed interface Transactions {
    /** The store itself, on connections of a plain pool. */
    Transactions LOCAL = new Local();

    /** The server: operations join the transaction that the calling thread is in. */
    record Jta(TransactionManager manager, UserTransaction user) implements Transactions {}

    /** The store itself, on connections of a plain pool. */
    record Local() implements Transactions {}
}
