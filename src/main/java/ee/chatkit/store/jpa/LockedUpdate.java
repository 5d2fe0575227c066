package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.NotFoundException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * A read, a function of the caller and a write of one row, in one transaction.
 *
 * <p>The read locks the row until the transaction ends, so no update is lost; readers are not blocked. In isolation level
 * read committed, a row that had to be waited for is read as the other transaction has left it. The cost is the time for
 * which the function holds the lock and a connection.
 *
 * <p>An exception of the function, and a {@link NotFoundException} or {@link HeldException} of the write, are returned from the transaction and thrown
 * after it: Hibernate would mark the JTA transaction of the caller rollback-only if they passed through.
 */
final class LockedUpdate {
    private LockedUpdate() {}

    /**
     * Reads, changes and writes one row.
     *
     * @param read locks and reads the row; null when it does not exist
     * @return the row as stored; empty when it does not exist
     */
    static <T> Optional<T> execute(
            Database database, Caller caller, Function<StatelessSession, @Nullable Row<T>> read) {
        Result<T> result = database.transaction(caller, session -> {
            Row<T> row = read.apply(session);
            return row == null ? new Result<T>(null, null) : change(row);
        });
        if (result.refusal != null) {
            throw result.refusal;
        }
        return Optional.ofNullable(result.stored);
    }

    private static <T> Result<T> change(Row<T> row) {
        T changed;
        try {
            changed = row.change.apply(row.current);
        } catch (RuntimeException e) {
            return new Result<>(null, e);
        }
        try {
            return new Result<>(row.write.apply(changed), null);
        } catch (NotFoundException | HeldException e) {
            return new Result<>(null, e);
        }
    }

    /**
     * A row that was read, the function that changes it, and the one that writes it.
     *
     * @param write may throw {@link NotFoundException} or {@link HeldException} when it has written nothing
     */
    record Row<T>(T current, UnaryOperator<T> change, UnaryOperator<T> write) {}

    private record Result<T>(@Nullable T stored, @Nullable RuntimeException refusal) {}
}
