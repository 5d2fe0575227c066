package ee.chatkit.store.jpa;

import ee.chatkit.store.NotFoundException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * A read, a function of the caller's and a write, in one transaction. When the function throws, or the write does not find
 * what it refers to, that is carried out of the transaction first: a refusal is no reason to spoil a transaction that the
 * caller began.
 */
final class LockedUpdate {
    private LockedUpdate() {}

    /**
     * Reads, changes and writes one row.
     *
     * @param read locks and reads the row; null when there is none
     * @return the row as stored; empty when there is none
     */
    static <T> Optional<T> execute(Database database, Function<StatelessSession, @Nullable Row<T>> read) {
        Result<T> result = database.transaction(session -> {
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
        } catch (NotFoundException e) {
            return new Result<>(null, e);
        }
    }

    /**
     * A row that was read, how it changes and how it is written.
     *
     * @param write may throw {@link NotFoundException} when it wrote nothing
     */
    record Row<T>(T current, UnaryOperator<T> change, UnaryOperator<T> write) {}

    private record Result<T>(@Nullable T stored, @Nullable RuntimeException refusal) {}
}
