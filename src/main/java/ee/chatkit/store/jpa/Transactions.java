package ee.chatkit.store.jpa;

import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;

/** What controls the transactions of the stores. */
public sealed interface Transactions {
    /** Transactions of the connections of a plain pool. */
    Transactions LOCAL = new Local();

    /** JTA: operations join the transaction of the calling thread. */
    record Jta(TransactionManager manager, UserTransaction user) implements Transactions {}

    /** Transactions of the connections of a plain pool. */
    record Local() implements Transactions {}
}
